package code

import "strings"

// Rosters typed with a traditional keyboard write their headers and words of lists so.
// The signs of the one string stand at the same places as those of the other. It holds
// what occurs in such words only, and serves comparing alone: what people are called
// is never changed.
const (
	traditional = "別碼專業個為書產從來會體傳務動勞區單歷參發變號員圍備復學實審層屆屬歲崗幹開態狀戶際據換數時機條樣標檢權職聯現種稱範類級紀組經統編繳續網義習鄉亞億門間難項額齡賬質貫費資車輪選銀鋒鎮隊長電話說語識證評試詳請讀課誰調計訂認議記註裝規視見親觀論設許購貧運遷過還這進連達遠適離陸雙順預領頭題願驗黨點齊灣滿漢濟無獨獲營獎環畢當異療監碩確積簽簡約納終給結維緊線練縣總織繼罷罰羣臨舊舉與興處術衛補製複護擔擇於極構殘氣決沒況減測準軍農辦邊醫釋關隨險養餘萬兩喪優傷內凍則創劃劇勝協卻厲參團國執報場塊塗壽夠夢夾奪獎婦媽孫寫寬將對導師帳帶幣廠應廢張強彈後徵憑懷戰掛採揚損擁擊擬擴攜敗敵斷書滅燈爭爾牆獻產盡盤眾礦禮稅穩競筆節築籌紙級純細絕綜綠緩練縮績繁缺罪聖聞聲聽腦興莊蓋藍藝藥蘇蟲蠻蹟軌軟轉輕載輸邏郵鄭釘針鋼錄錢鍵鎖鏈鐵鑄閉閱陣陽階雜雲靈靜韓頁風飯館駕騰魚鮮麗"
	simplified  = "别码专业个为书产从来会体传务动劳区单历参发变号员围备复学实审层届属岁岗干开态状户际据换数时机条样标检权职联现种称范类级纪组经统编缴续网义习乡亚亿门间难项额龄账质贯费资车轮选银锋镇队长电话说语识证评试详请读课谁调计订认议记注装规视见亲观论设许购贫运迁过还这进连达远适离陆双顺预领头题愿验党点齐湾满汉济无独获营奖环毕当异疗监硕确积签简约纳终给结维紧线练县总织继罢罚群临旧举与兴处术卫补制复护担择于极构残气决没况减测准军农办边医释关随险养余万两丧优伤内冻则创划剧胜协却厉参团国执报场块涂寿够梦夹夺奖妇妈孙写宽将对导师帐带币厂应废张强弹后征凭怀战挂采扬损拥击拟扩携败敌断书灭灯争尔墙献产尽盘众矿礼税稳竞笔节筑筹纸级纯细绝综绿缓练缩绩繁缺罪圣闻声听脑兴庄盖蓝艺药苏虫蛮迹轨软转轻载输逻邮郑钉针钢录钱键锁链铁铸闭阅阵阳阶杂云灵静韩页风饭馆驾腾鱼鲜丽"
)

var plain = func() *strings.Replacer {
	from, to := []rune(traditional), []rune(simplified)
	var pairs []string
	for i, r := range from {
		pairs = append(pairs, string(r), string(to[i]))
	}
	return strings.NewReplacer(pairs...)
}()

// Simplify writes the traditional signs of headers and words the simple way.
func Simplify(text string) string { return plain.Replace(text) }

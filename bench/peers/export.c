/* Peer for the export: the 20 columns of the 2018 member form from a ledger into
   a workbook, with libxlsxwriter in constant memory. Reads the words as they
   stand and checks nothing.

       export LEDGER OUT.xlsx */
#include "peer.h"
#include <xlsxwriter.h>

static const char *const labels[] = {
	"姓名", "性别", "民族", "有效证件类别", "证件号码", "出生日期", "学历", "政治面貌",
	"移动电话", "户籍类型", "户籍所在地", "籍贯", "家庭住址", "就业状况", "技术等级",
	"是否农民工会员", "工作单位", "入会日期", "岗位", "工会小组",
};

static const char query[] =
	"SELECT m.name, gender, ethnicity, id_type, id_number, birth_date, education, political,"
	" phone, hukou_type, hukou_place, native_place, home_address, employment_status, skill_level,"
	" CASE migrant WHEN 1 THEN '是' WHEN 0 THEN '否' END, workplace, join_date, post, g.name"
	" FROM member m LEFT JOIN union_group g ON g.id = m.department ORDER BY m.id";

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: export LEDGER OUT.xlsx\n");
		return 2;
	}
	sqlite3 *db = open_ledger(argv[1], SQLITE_OPEN_READONLY);
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	lxw_workbook *book = workbook_new_opt(argv[2], &options);
	lxw_worksheet *sheet = workbook_add_worksheet(book, "会员");
	const int width = sizeof labels / sizeof labels[0];
	for (int i = 0; i < width; i++)
		worksheet_write_string(sheet, 0, i, labels[i], NULL);

	sqlite3_stmt *stmt = prepare(db, query);
	lxw_row_t row = 0;
	int code;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		row++;
		for (int i = 0; i < width; i++) {
			const char *value = (const char *)sqlite3_column_text(stmt, i);
			if (value)
				worksheet_write_string(sheet, row, i, value, NULL);
		}
	}
	check(db, code, "reading members");
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	lxw_error err = workbook_close(book);
	if (err != LXW_NO_ERROR) {
		fprintf(stderr, "%s: %s\n", argv[2], lxw_strerror(err));
		return 1;
	}
	printf("%u\n", (unsigned)row);
	return 0;
}

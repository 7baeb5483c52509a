package problem

// Sure says how certain a finding is. Only what is certain may be mended unasked.
type Sure string

// The degrees, as people read them. Without one a finding states a plain fact.
const (
	Certain  Sure = "确定"
	Likely   Sure = "很可能"
	Possible Sure = "可能"
)

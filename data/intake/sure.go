package intake

import "unionledger/data/problem"

// sureOf is how sure the finding of a cell is, by its kind; "" for plain facts such
// as an empty cell.
func sureOf(kind string) problem.Sure { return sureness[kind] }

var sureness = map[string]problem.Sure{
	"id_numeric_lost_digits": problem.Certain, "id_scientific_text": problem.Certain, "id_text_tail_000": problem.Likely,
	"id_15_digits": problem.Certain, "id_wrong_check_digit": problem.Certain, "id_wrong_date": problem.Certain, "id_birth_in_future": problem.Certain,
	"id_is_credit_code": problem.Likely, "id_other_document": problem.Possible, "id_with_remark": problem.Certain,
	"phone_scientific_text": problem.Certain, "phone_landline": problem.Likely, "phone_two_numbers": problem.Certain, "phone_with_remark": problem.Likely,
	"text_numeric_lost_digits": problem.Certain, "credit_code_numeric_lost_digits": problem.Certain, "credit_code_scientific_text": problem.Certain,
	"credit_code_wrong_check": problem.Certain,
	"date_serial_unclear":     problem.Possible, "date_two_digit_year": problem.Possible, "date_number_jan_or_oct": problem.Possible,
	"date_with_remark": problem.Likely, "date_in_future": problem.Likely, "date_impossible": problem.Certain,
	"name_with_remark": problem.Likely, "name_odd_sign": problem.Possible, "name_private_character": problem.Certain,
	"number_shown_as_date": problem.Likely, "number_with_remark": problem.Likely, "number_negative": problem.Likely,
}

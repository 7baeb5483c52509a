// Package intake turns a strange sheet into clean records with reasons: it finds
// the sheet and its header, gives each column a field, tells data from subtotals
// and notes, cleans every cell and names every problem with its place. What is lost
// stays unknown, and every row is taken, refused or named as no data.
//
// It knows fields and code lists, and what a Kind says of a sort of sheet. It knows
// no member, no ledger and no window.
package intake

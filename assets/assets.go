// Package assets carries the data the program ships: code lists, rule profiles,
// calendars, the subjects of the account, limits of attachments, the words with which rows come back, the papers
// that are printed, the documents of a negotiation, report profiles with their blank workbooks, the calendar of reports, fonts and icons, and
// reads the YAML among it and from outside. The rooms under data/ and app/ understand it.
package assets

import "embed"

// Files holds everything shipped, by its path below this folder, such as
// codes/gender.yaml.
//
//go:embed attachments codes documents feedback fonts fund icons papers reports rules calendars profiles
var Files embed.FS

// Package assets carries the data the program ships: code lists, rule profiles,
// calendars, report profiles with their blank workbooks, fonts and icons. It is
// data only; the rooms under data/ and app/ read and understand it.
package assets

import "embed"

// Files holds everything shipped, by its path below this folder, such as
// codes/gender.yaml.
//
//go:embed codes fonts icons rules calendars profiles
var Files embed.FS

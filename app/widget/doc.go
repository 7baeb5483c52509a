// Package widget holds the building blocks that pages share: text, buttons,
// status words, panels, form fields, dialogs, small charts. Each is made once, so
// that every page looks, moves and answers keys alike.
//
// The blocks know Fyne and package theme. They know nothing of members or dues:
// they take and give text in canonical form and call back; no package of data/ is
// imported here.
//
// Every block can be reached and worked by keyboard. Keys a block has no use for
// are handed on to the canvas's OnTypedKey, where the window, or the dialog lying
// over it, decides about Esc, Enter and the function keys.
package widget

// Package grid is the one data grid of the program: roster, dues year,
// problem list, negotiation steps and history all show their rows through it.
//
// It knows rows, columns, keys and mouse, and how they look. It knows nothing
// of members, money or files: a page gives it a [Source] of ready texts and
// hears back through callbacks with row and column numbers.
//
// Rules a page must know:
//   - Everything runs on the toolkit's main goroutine. A page that fetches rows
//     aside hands them over with fyne.Do and then calls [Grid.RefreshRows].
//   - A column number is always the place in the slice given to [Grid.SetColumns];
//     it stays the same when the user moves, widens or hides columns.
//   - Nothing here is proportional to the number of rows: 100,000 cost as much as
//     fifty, also when all of them are selected.
package grid

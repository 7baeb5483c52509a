package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Form sets fields in columns, row by row; Tab and Enter follow that order.
type Form struct {
	fw.BaseWidget
	fields []*Field
	body   *fyne.Container
	layout *formLayout
}

// NewForm makes a form of one or more columns.
func NewForm(columns int, fields ...*Field) *Form {
	f := &Form{layout: &formLayout{columns: max(columns, 1), gap: theme.Gap12}, fields: fields}
	f.body = container.New(f.layout)
	for _, field := range fields {
		f.body.Add(field)
	}
	f.ExtendBaseWidget(f)
	return f
}

// Steady keeps room for one line below every field, so that nothing moves away from
// the mouse when a hint or a sentence of one line comes or goes. For forms that
// save each field as it is left. It returns the same form.
func (f *Form) Steady() *Form {
	f.layout.gap = theme.Gap4 // the free line parts the rows
	for _, field := range f.fields {
		field.keepRoom()
	}
	return f
}

// Fields are the fields in order.
func (f *Form) Fields() []*Field { return f.fields }

func (f *Form) values() (out []string) {
	for _, field := range f.fields {
		out = append(out, field.Control.Value())
	}
	return out
}

// CreateRenderer belongs to Fyne.
func (f *Form) CreateRenderer() fyne.WidgetRenderer { return fw.NewSimpleRenderer(f.body) }

// Check reads all fields, shows what is wrong with each, and puts the caret into
// the first wrong one. It reports whether all is well.
func (f *Form) Check() bool {
	var first *Field
	for _, field := range f.fields {
		if field.Visible() && field.Check() != "" && first == nil {
			first = field
		}
	}
	if first != nil {
		first.Control.Focus()
	}
	return first == nil
}

// formLayout gives all columns one width and every row the height of its highest.
type formLayout struct {
	columns int
	gap     float32 // between rows
}

func (l *formLayout) gapX() float32 { return theme.Gap16 }
func (l *formLayout) gapY() float32 { return l.gap }

// rows divides what is shown into rows; a wide field has one of its own.
func (l *formLayout) rows(list []fyne.CanvasObject) (rows [][]fyne.CanvasObject) {
	full := true
	for _, o := range visible(list) {
		wide := l.wide(o)
		if full || wide {
			rows = append(rows, nil)
		}
		last := &rows[len(rows)-1]
		*last = append(*last, o)
		full = wide || len(*last) == l.columns
	}
	return rows
}

func (l *formLayout) wide(o fyne.CanvasObject) bool {
	f, ok := o.(*Field)
	return ok && f.wide
}

func highest(row []fyne.CanvasObject) (height float32) {
	for _, o := range row {
		height = max(height, o.MinSize().Height)
	}
	return height
}

func (l *formLayout) MinSize(list []fyne.CanvasObject) fyne.Size {
	n := float32(l.columns)
	var size fyne.Size
	for i, row := range l.rows(list) {
		if i > 0 {
			size.Height += l.gapY()
		}
		size.Height += highest(row)
		for _, o := range row {
			width := o.MinSize().Width
			if !l.wide(o) {
				width = n*width + (n-1)*l.gapX()
			}
			size.Width = max(size.Width, width)
		}
	}
	return size
}

func (l *formLayout) Layout(list []fyne.CanvasObject, size fyne.Size) {
	n := float32(l.columns)
	width := (size.Width - (n-1)*l.gapX()) / n
	y := float32(0)
	for _, row := range l.rows(list) {
		for _, o := range row { // a sentence below a field is as high as its width makes it
			o.Resize(fyne.NewSize(l.across(o, width, size.Width), o.MinSize().Height))
		}
		height := highest(row)
		for column, o := range row {
			place(o, float32(column)*(width+l.gapX()), y, l.across(o, width, size.Width), height)
		}
		y += height + l.gapY()
	}
}

// across is how wide a field is: as a column, or as the form.
func (l *formLayout) across(o fyne.CanvasObject, column, form float32) float32 {
	if l.wide(o) {
		return form
	}
	return column
}

// advance goes from a control to the next one. After the last, where the next is
// a button of the dialog around it, it presses the dialog's main button, unless that
// takes something away.
func advance(from fyne.CanvasObject) {
	c := canvasOf(from)
	if c == nil {
		return
	}
	c.FocusNext()
	if d, ok := c.Overlays().Top().(*Dialog); ok && d.owns(c.Focused()) && d.accept.kind != Danger {
		d.Accept()
		if back, ok := from.(fyne.Focusable); ok && c.Overlays().Top() == fyne.CanvasObject(d) && d.owns(c.Focused()) {
			c.Focus(back) // refused: Enter must not come to lie on 取消
		}
	}
}

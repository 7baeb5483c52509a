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

func (l *formLayout) rows(list []fyne.CanvasObject) (heights []float32, widest float32) {
	for i, o := range visible(list) {
		m := o.MinSize()
		if i%l.columns == 0 {
			heights = append(heights, 0)
		}
		heights[len(heights)-1] = max(heights[len(heights)-1], m.Height)
		widest = max(widest, m.Width)
	}
	return heights, widest
}

func (l *formLayout) MinSize(list []fyne.CanvasObject) fyne.Size {
	heights, widest := l.rows(list)
	n := float32(l.columns)
	size := fyne.NewSize(n*widest+(n-1)*l.gapX(), 0)
	for i, h := range heights {
		size.Height += h
		if i > 0 {
			size.Height += l.gapY()
		}
	}
	return size
}

func (l *formLayout) Layout(list []fyne.CanvasObject, size fyne.Size) {
	n := float32(l.columns)
	width := (size.Width - (n-1)*l.gapX()) / n
	shown := visible(list)
	for _, o := range shown { // a sentence below a field is as high as its width makes it
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
	}
	heights, _ := l.rows(list)
	y := float32(0)
	for row, height := range heights {
		for column := range l.columns {
			if at := row*l.columns + column; at < len(shown) {
				place(shown[at], float32(column)*(width+l.gapX()), y, width, height)
			}
		}
		y += height + l.gapY()
	}
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
	}
}

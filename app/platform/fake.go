package platform

// FakeChooser answers every question at once with the same words, and remembers
// what it was asked; for tests of pages.
type FakeChooser struct {
	Path  string
	Err   error
	Asked []Question
}

var _ FileChooser = (*FakeChooser)(nil)

// Open answers with Path and Err.
func (f *FakeChooser) Open(q Question, answer func(string, error)) { f.answer(q, answer) }

// Save answers with Path and Err.
func (f *FakeChooser) Save(q Question, answer func(string, error)) { f.answer(q, answer) }

// Folder answers with Path and Err.
func (f *FakeChooser) Folder(q Question, answer func(string, error)) { f.answer(q, answer) }

func (f *FakeChooser) answer(q Question, answer func(string, error)) {
	f.Asked = append(f.Asked, q)
	answer(f.Path, f.Err)
}

package grid

import (
	"image/color"

	"unionledger/app/theme"
)

// palette is the grid's colours for one theme, looked up once and not per cell.
type palette struct {
	text, secondary, muted           color.Color
	accent, accent50, accent100      color.Color
	fill, onFill                     color.Color // ticked box and its tick
	control, line, strong, cellLine  color.Color
	panel, zebra, header, background color.Color
	hover, thumb                     color.Color
	ok, okTint                       color.Color
	warn, warnTint, warnBar          color.Color
	err, errTint                     color.Color
	neutral, neutralTint             color.Color
}

// readPalette takes the tokens from the theme in force.
func readPalette() *palette {
	return &palette{
		text: theme.Text(), secondary: theme.TextSecondary(), muted: theme.TextNote(),
		accent: theme.Accent(), accent50: theme.Accent50(), accent100: theme.Accent100(),
		fill: theme.AccentFill(), onFill: theme.OnAccent(),
		control: theme.Control(), line: theme.Line(), strong: theme.LineStrong(), cellLine: theme.Header(),
		panel: theme.Panel(), zebra: theme.Zebra(), header: theme.Header(), background: theme.Page(),
		hover: faded(theme.Accent50(), 0x90), thumb: faded(theme.Control(), 0xB4),
		ok: theme.OK(), okTint: theme.OKFill(),
		warn: theme.Warn(), warnTint: theme.WarnFill(), warnBar: theme.WarnBar(),
		err: theme.Error(), errTint: theme.ErrorFill(),
		neutral: theme.Neutral(), neutralTint: theme.NeutralFill(),
	}
}

// faded is a colour half seen through.
func faded(c color.Color, alpha uint8) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: alpha}
}

// ink is the colour of a text with this tone.
func (p *palette) ink(t Tone) color.Color {
	switch t {
	case ToneSecondary:
		return p.secondary
	case ToneMuted:
		return p.muted
	case ToneLink, ToneAccent:
		return p.accent
	case ToneOK:
		return p.ok
	case ToneWarn:
		return p.warn
	case ToneError:
		return p.err
	case ToneNeutral:
		return p.neutral
	}
	return p.text
}

// tint is the colour of a box behind a text with this tone.
func (p *palette) tint(t Tone) color.Color {
	switch t {
	case ToneLink, ToneAccent:
		return p.accent50
	case ToneOK:
		return p.okTint
	case ToneWarn:
		return p.warnTint
	case ToneError:
		return p.errTint
	}
	return p.neutralTint
}

// metrics is every length of the drawing, grown with the text scale in force.
// The figures are the mock-ups'.
type metrics struct {
	scale                   float32
	row, head               float32 // heights
	body, small             float32 // text sizes
	pad                     float32 // between cell edge and text
	check, checkCol         float32 // box, and its column
	digit, numberLeast      float32 // of the column of row numbers
	tag, choice, choiceEdge float32 // heights, and space beside a choice
	arrow                   float32 // room for a sort arrow
	bar, thumb, thumbLeast  float32 // scroll bars
}

func readMetrics() metrics {
	s := theme.Scaled(1)
	return metrics{
		scale: s, row: theme.RowHeight(), head: theme.HeaderHeight(),
		body: theme.Scaled(theme.SizeBody), small: theme.Scaled(theme.SizeNote),
		pad: 6 * s, check: 14 * s, checkCol: 28 * s, digit: 7.5 * s, numberLeast: 34 * s,
		tag: 20 * s, choice: 22 * s, choiceEdge: 4 * s, arrow: 14 * s,
		bar: 10, thumb: 5, thumbLeast: 24,
	}
}

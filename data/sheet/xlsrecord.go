package sheet

import (
	"math"
	"unicode/utf16"
)

// rk unpacks a number of 30 bits: an integer or the upper half of a float, perhaps
// times a hundred.
func rk(n uint32) float64 {
	v := math.Float64frombits(uint64(n&^3) << 32)
	if n&2 != 0 {
		v = float64(int32(n) >> 2)
	}
	if n&1 != 0 {
		v /= 100
	}
	return v
}

// record is the body of a record, in as many parts as it has CONTINUE records.
type record struct {
	parts [][]byte
	part  int
	pos   int
}

// done reports that nothing is left.
func (r *record) done() bool { return r.left() == 0 }

func (r *record) left() int {
	n := -r.pos
	for _, p := range r.parts[r.part:] {
		n += len(p)
	}
	return n
}

func (r *record) u8() int {
	for r.pos >= len(r.parts[r.part]) {
		if r.part+1 >= len(r.parts) {
			panic(errShort)
		}
		r.part, r.pos = r.part+1, 0
	}
	r.pos++
	return int(r.parts[r.part][r.pos-1])
}

func (r *record) u16() int { return r.u8() | r.u8()<<8 }

func (r *record) u32() uint32 { return uint32(r.u16()) | uint32(r.u16())<<16 }

func (r *record) f64() float64 {
	return math.Float64frombits(uint64(r.u32()) | uint64(r.u32())<<32)
}

func (r *record) skip(n int) {
	for n > 0 {
		if r.pos >= len(r.parts[r.part]) {
			if r.part+1 >= len(r.parts) {
				panic(errShort)
			}
			r.part, r.pos = r.part+1, 0
			continue
		}
		step := min(n, len(r.parts[r.part])-r.pos)
		r.pos += step
		n -= step
	}
}

// text reads a string of n characters with its byte of flags.
func (r *record) text(n int) string {
	return r.chars(n, r.u8()&1 != 0)
}

// richText reads a shared string; its formatting runs and phonetic guides are
// passed over.
func (r *record) richText() string {
	n, flags := r.u16(), r.u8()
	extra := 0
	if flags&8 != 0 {
		extra += 4 * r.u16()
	}
	if flags&4 != 0 {
		guide := int(r.u32())
		if guide > r.left() {
			panic(errShort)
		}
		extra += guide
	}
	s := r.chars(n, flags&1 != 0)
	r.skip(extra)
	return s
}

// chars reads n characters of one or two bytes. Where a string goes on in a CONTINUE
// record, that begins with a new byte of flags.
func (r *record) chars(n int, wide bool) string {
	units := make([]uint16, 0, min(n, r.left()))
	for ; n > 0; n-- {
		if r.pos >= len(r.parts[r.part]) {
			wide = r.u8()&1 != 0
		}
		if wide {
			units = append(units, uint16(r.u16()))
		} else {
			units = append(units, uint16(r.u8()))
		}
	}
	return string(utf16.Decode(units))
}

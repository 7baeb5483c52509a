package theme

import (
	"encoding/binary"
	"sort"
)

// cover is the set of characters a face can draw, as ranges in order.
type cover []span

type span struct{ first, last rune }

func (c cover) has(r rune) bool {
	i := sort.Search(len(c), func(i int) bool { return c[i].last >= r })
	return i < len(c) && c[i].first <= r
}

// readCover reads a TrueType face's cmap: format 12 (all of Unicode) where there
// is one, else format 4. Damage gives an empty cover. Format 4 segments are taken
// whole, since the tool that makes our faces leaves no holes in them.
func readCover(face []byte) cover {
	cmap := tableOf(face, "cmap")
	if len(cmap) < 4 {
		return nil
	}
	var basic cover
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		record := slice(cmap, 4+8*i, 8)
		if record == nil {
			return nil
		}
		start := int(binary.BigEndian.Uint32(record[4:]))
		sub := slice(cmap, start, 16)
		if sub == nil {
			continue
		}
		switch binary.BigEndian.Uint16(sub) {
		case 12:
			return groups(slice(cmap, start+16, 12*int(binary.BigEndian.Uint32(sub[12:]))))
		case 4:
			basic = segments(slice(cmap, start, int(binary.BigEndian.Uint16(sub[2:]))))
		}
	}
	return basic
}

// segments reads a format 4 table: the ends of all segments, two bytes, the starts.
func segments(table []byte) cover {
	if len(table) < 16 {
		return nil
	}
	n := int(binary.BigEndian.Uint16(table[6:])) / 2
	ends, starts := slice(table, 14, 2*n), slice(table, 16+2*n, 2*n)
	var out cover
	for i := range len(starts) / 2 {
		s := span{rune(binary.BigEndian.Uint16(starts[2*i:])), rune(binary.BigEndian.Uint16(ends[2*i:]))}
		if s.first < 0xFFFF { // the last segment only closes the table
			out = append(out, s)
		}
	}
	return out
}

func groups(data []byte) cover {
	out := make(cover, 0, len(data)/12)
	for ; len(data) >= 12; data = data[12:] {
		out = append(out, span{
			rune(binary.BigEndian.Uint32(data)), rune(binary.BigEndian.Uint32(data[4:])),
		})
	}
	return out
}

// tableOf finds a table of a TrueType file by its tag.
func tableOf(face []byte, tag string) []byte {
	if len(face) < 12 {
		return nil
	}
	for i := range int(binary.BigEndian.Uint16(face[4:])) {
		record := slice(face, 12+16*i, 16)
		if record == nil {
			return nil
		}
		if string(record[:4]) == tag {
			return slice(face, int(binary.BigEndian.Uint32(record[8:])), int(binary.BigEndian.Uint32(record[12:])))
		}
	}
	return nil
}

// slice is data[from:from+n], or nil where that leaves data.
func slice(data []byte, from, n int) []byte {
	if from < 0 || n < 0 || from > len(data) || n > len(data)-from {
		return nil
	}
	return data[from : from+n]
}

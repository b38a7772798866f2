// A harness for the RWCP/1 protocol, around a decoder and an encoder of PAGE and ZERO records.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// What you add to the codec, add here: xbzrle compress page-sizes body migration encode-xbzrle …
var features = []string{"serve", "decode", "zero", "encode", "encode-zero"}

const (
	done        = 0
	refused     = 10
	unsupported = 20
	harness     = 30
)

// refusal says why the stream is not one that this decoder takes.
type refusal string

func (r refusal) Error() string { return string(r) }

// ---- the codec: this part is yours ---------------------------------------------------------

type block struct {
	name   string
	length uint64
	bytes  []byte // of a decoder
	listed bool
}

type decoder struct {
	stream   []byte
	at       int
	pageSize uint64
	memory   []*block
	listed   bool
	block    *block // of the last page record
}

// expect ends the decoding, by a panic that decode recovers, unless the condition holds.
func (d *decoder) expect(condition bool, what string) {
	if !condition {
		panic(refusal(fmt.Sprintf("%s before %#x", what, d.at)))
	}
}

func (d *decoder) take(count int) []byte {
	d.expect(count <= len(d.stream)-d.at, "cut")
	d.at += count
	return d.stream[d.at-count : d.at]
}

func (d *decoder) u8() byte     { return d.take(1)[0] }
func (d *decoder) be32() uint32 { return binary.BigEndian.Uint32(d.take(4)) }
func (d *decoder) be64() uint64 { return binary.BigEndian.Uint64(d.take(8)) }
func (d *decoder) name() string { return string(d.take(int(d.u8()))) }

func (d *decoder) find(name string) *block {
	for _, b := range d.memory {
		if b.name == name {
			return b
		}
	}
	return nil
}

func (d *decoder) read() {
	d.expect(string(d.take(8)) == "QEVM\x00\x00\x00\x03", "magic or version")
	started, ended := false, false
	var ram uint32
	var footers *bool
	for kind := d.u8(); kind != 0; kind = d.u8() {
		d.expect(kind <= 4, "section type")
		section := d.be32()
		if kind == 1 || kind == 4 {
			d.expect(!started, "second section")
			d.expect(d.name() == "ram" && d.be64() == 4, "section name, instance or version")
			started, ram = true, section
		}
		d.expect(started && section == ram && !ended, "section id")
		ended = kind >= 3
		d.payload()
		present := d.at < len(d.stream) && d.stream[d.at] == 0x7e
		if footers == nil {
			footers = &present
		}
		d.expect(present == *footers, "footer")
		if present {
			d.expect(d.u8() == 0x7e && d.be32() == section, "footer's id")
		}
	}
	d.expect(started, "no ram section")
}

func (d *decoder) payload() {
	for {
		header := d.be64()
		flags := header & (d.pageSize - 1)
		address := header - flags
		if flags == 0x04 {
			d.blockList(address)
			continue
		}
		d.expect(d.listed, "no block list")
		switch flags {
		case 0x10:
			d.expect(address == 0, "address of EOS")
			return
		case 0x02, 0x08, 0x22, 0x28:
			d.page(flags, address)
		default:
			d.expect(false, "flags")
		}
	}
}

func (d *decoder) blockList(total uint64) {
	d.expect(!d.listed, "second block list")
	d.listed = true
	for total > 0 {
		b := d.find(d.name())
		length := d.be64()
		d.expect(b != nil && !b.listed && uint64(len(b.bytes)) == length, "block")
		d.expect(length > 0 && length <= total, "length of a block")
		b.listed = true
		total -= length
	}
}

func (d *decoder) page(flags, offset uint64) {
	if flags&0x20 == 0 {
		d.block = d.find(d.name())
	}
	d.expect(d.block != nil && d.block.listed, "name of a block, or CONTINUE without one")
	d.expect(offset <= uint64(len(d.block.bytes))-d.pageSize, "offset of a page")
	page := d.block.bytes[offset : offset+d.pageSize]
	if flags&0x08 != 0 {
		copy(page, d.take(int(d.pageSize)))
		return
	}
	fill := d.u8()
	for i := range page {
		page[i] = fill
	}
}

// encoder writes a migration stream: start, then begin, pages and end for each round, then finish.
type encoder struct {
	out   *bufio.Writer // keeps the first error until it is flushed
	block *block        // of the last page record
}

func (e *encoder) be64(value uint64) { binary.Write(e.out, binary.BigEndian, value) }

func (e *encoder) name(name string) {
	e.out.WriteByte(byte(len(name)))
	e.out.WriteString(name)
}

func (e *encoder) start(blocks []*block) {
	total := uint64(0)
	for _, b := range blocks {
		total += b.length
	}
	e.out.WriteString("QEVM\x00\x00\x00\x03")
	e.begin(1)
	e.name("ram")
	e.be64(4)
	e.be64(total | 0x04)
	for _, b := range blocks {
		e.name(b.name)
		e.be64(b.length)
	}
	e.end()
}

func (e *encoder) begin(kind byte) { e.out.Write([]byte{kind, 0, 0, 0, 2}) }

func (e *encoder) page(b *block, offset uint64, page []byte) {
	header := offset | 0x08
	if len(bytes.Trim(page, "\x00")) == 0 {
		header = offset | 0x02
		page = page[:1]
	}
	if b == e.block {
		e.be64(header | 0x20)
	} else {
		e.be64(header)
		e.name(b.name)
	}
	e.out.Write(page)
	e.block = b
}

func (e *encoder) end() {
	e.be64(0x10)
	e.begin(0x7e)
}

func (e *encoder) finish() {
	e.begin(3)
	e.end()
	e.out.WriteByte(0)
}

// ---- the harness: this part can stay -------------------------------------------------------

// testCase holds what follows each key of case.txt, once for each line that has it.
type testCase struct {
	dir   string
	lines map[string][]string
}

func readCase(dir string) (testCase, error) {
	c := testCase{dir, map[string][]string{}}
	text, err := os.ReadFile(filepath.Join(dir, "case.txt"))
	for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		key, value, _ := strings.Cut(line, " ")
		c.lines[key] = append(c.lines[key], value)
	}
	return c, err
}

// one returns the value of a key that stands once.
func (c testCase) one(key string) string {
	return strings.Join(c.lines[key], "\n")
}

func (c testCase) load(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(c.dir, name))
}

func (c testCase) blocks() (all []*block, err error) {
	for _, line := range c.lines["block"] {
		words := strings.SplitN(line, " ", 3)
		length, err := strconv.ParseUint(words[1], 10, 63)
		if err != nil {
			return nil, err
		}
		all = append(all, &block{name: words[2], length: length})
	}
	return all, nil
}

func decode(c testCase) (err error) {
	var d decoder
	if d.memory, err = c.blocks(); err != nil {
		return err
	}
	for _, b := range d.memory {
		b.bytes = make([]byte, b.length)
	}
	for _, line := range c.lines["before"] {
		index, file, _ := strings.Cut(line, " ")
		i, err := strconv.Atoi(index)
		if err != nil {
			return err
		}
		if d.memory[i].bytes, err = c.load(file); err != nil {
			return err
		}
	}
	if d.stream, err = c.load(strings.TrimPrefix(c.one("stream"), "main ")); err != nil {
		return err
	}
	if d.pageSize, err = strconv.ParseUint(c.one("page-size"), 10, 64); err != nil {
		return err
	}
	defer func() {
		if r := recover(); r != nil {
			why, ok := r.(refusal)
			if !ok {
				panic(r)
			}
			err = why
		}
	}()
	d.read()
	if err := os.MkdirAll(filepath.Join(c.dir, "out"), 0o777); err != nil {
		return err
	}
	for i, b := range d.memory {
		image := filepath.Join(c.dir, "out", fmt.Sprintf("%d.img", i))
		if err := os.WriteFile(image, b.bytes, 0o666); err != nil {
			return err
		}
	}
	return nil
}

func encode(c testCase) error {
	blocks, err := c.blocks()
	if err != nil {
		return err
	}
	for i, b := range blocks {
		c.lines["dirty"] = append(c.lines["dirty"], fmt.Sprint(0, i, 0, b.length)) // round 0 sends every page
	}
	var rounds int
	var size uint64
	if _, err = fmt.Sscan(c.one("rounds")+" "+c.one("page-size"), &rounds, &size); err != nil {
		return err
	}
	if err = os.MkdirAll(filepath.Join(c.dir, "out"), 0o777); err != nil {
		return err
	}
	file, err := os.Create(filepath.Join(c.dir, "out", "main.bin"))
	if err != nil {
		return err
	}
	defer file.Close()
	e := encoder{out: bufio.NewWriter(file)}
	e.start(blocks)
	images := make([]*os.File, len(blocks)) // none while a block is all zero
	for round := 0; round < rounds; round++ {
		var of, index int
		for _, line := range c.lines["image"] {
			var name string
			if fmt.Sscan(line, &of, &index, &name); of == round {
				if images[index], err = os.Open(filepath.Join(c.dir, name)); err != nil {
					return err
				}
				defer images[index].Close()
			}
		}
		e.begin(2)
		for _, line := range c.lines["dirty"] {
			var start, length uint64
			if fmt.Sscan(line, &of, &index, &start, &length); of == round {
				if err = send(&e, blocks[index], images[index], start, start+length, size); err != nil {
					return err
				}
			}
		}
		e.end()
	}
	e.finish()
	return e.out.Flush()
}

// send gives an encoder the pages of a range, one after the other.
func send(e *encoder, b *block, image *os.File, from, to, size uint64) error {
	page := make([]byte, size)
	for ; from < to; from += size {
		if image != nil {
			if _, err := image.ReadAt(page, int64(from)); err != nil {
				return err
			}
		}
		e.page(b, from, page)
	}
	return nil
}

func claimed(feature string) bool {
	for _, one := range features {
		if one == feature {
			return true
		}
	}
	return false
}

func run(dir string) int {
	c, err := readCase(dir)
	for _, need := range strings.Fields(c.one("needs")) {
		if !claimed(need) {
			return unsupported
		}
	}
	if err == nil && c.one("role") == "encode" {
		err = encode(c)
	} else if err == nil {
		err = decode(c)
	}
	var why refusal
	switch {
	case err == nil:
		return done
	case errors.As(err, &why):
		fmt.Fprintln(os.Stderr, err)
		return refused
	default:
		fmt.Fprintln(os.Stderr, err)
		return harness
	}
}

func serve() int {
	type hello struct {
		Protocol int      `json:"protocol"`
		Features []string `json:"features"`
	}
	type answer struct {
		ID   int `json:"id"`
		Exit int `json:"exit"`
	}
	out := json.NewEncoder(os.Stdout)
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		var request struct {
			Cmd, Dir string
			ID       int
		}
		if json.Unmarshal(in.Bytes(), &request) != nil {
			return harness
		}
		switch request.Cmd {
		case "hello":
			out.Encode(hello{1, features})
		case "run":
			out.Encode(answer{request.ID, run(request.Dir)})
		default:
			return done
		}
	}
	return done
}

func main() {
	switch {
	case len(os.Args) == 2 && os.Args[1] == "features":
		fmt.Println(strings.Join(features, "\n"))
	case len(os.Args) == 2 && os.Args[1] == "serve":
		os.Exit(serve())
	case len(os.Args) == 3:
		os.Exit(run(os.Args[2]))
	default:
		os.Exit(harness)
	}
}

package assistant

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// transport returns the transport of a session whose requests are lines of in and whose
// answers are lines of out. The SDK ends a session at a line that is no request; here it is
// answered with an error, and the session goes on.
func transport(in io.Reader, out io.Writer) mcp.Transport {
	answers := &lockedWriter{Writer: out}
	return &mcp.IOTransport{
		Reader: io.NopCloser(&requests{in: bufio.NewReaderSize(in, maxRequest), answers: answers}), Writer: answers,
		MaxLineLength: 2 * maxRequest, // longer lines do not get there
	}
}

// A lockedWriter can be used by several goroutines, and is not closed.
type lockedWriter struct {
	mutex sync.Mutex
	io.Writer
}

func (w *lockedWriter) Write(text []byte) (int, error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.Writer.Write(text)
}

func (w *lockedWriter) Close() error { return nil }

// requests reads the lines of in that are requests. It answers the others with errors.
type requests struct {
	in      *bufio.Reader
	answers io.Writer
	line    []byte // what is not read yet
}

// The codes of JSON-RPC 2.0, section 5.1.
const (
	notJSON    = -32700
	notRequest = -32600
)

func (r *requests) Read(text []byte) (int, error) {
	for len(r.line) == 0 {
		line, err := r.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = r.in.ReadSlice('\n')
			}
			err = r.refuse(notRequest, fmt.Sprintf("a request has at most %d bytes; ask for less, or in shorter words", maxRequest))
			if err != nil {
				return 0, err
			}
			continue
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			if err != nil {
				return 0, err
			}
			continue
		}
		if code, why := fault(line); why != "" {
			if err := r.refuse(code, why); err != nil {
				return 0, err
			}
			continue
		}
		r.line = append(bytes.Clone(line), '\n')
	}
	n := copy(text, r.line)
	r.line = r.line[n:]
	return n, nil
}

// fault says why line is no message of JSON-RPC; "" if it is one.
func fault(line []byte) (code int, why string) {
	var m struct {
		Version string          `json:"jsonrpc"`
		ID      any             `json:"id"`
		Method  string          `json:"method"`
		Result  json.RawMessage `json:"result"`
		Error   json.RawMessage `json:"error"`
	}
	err := json.Unmarshal(line, &m)
	if _, broken := errors.AsType[*json.SyntaxError](err); broken {
		return notJSON, "the line is not JSON; write one request on each line"
	}
	if err != nil || m.Version != "2.0" || m.Method == "" && m.Result == nil && m.Error == nil {
		return notRequest, `the line is not a request; write {"jsonrpc":"2.0","id":1,"method":...}`
	}
	switch m.ID.(type) {
	case nil, string, float64:
		return 0, ""
	}
	return notRequest, "the id of a request is a string or a number"
}

// refuse answers a line that is no request.
func (r *requests) refuse(code int, why string) error {
	_, err := fmt.Fprintf(r.answers, `{"jsonrpc":"2.0","id":null,"error":{"code":%d,"message":%q}}`+"\n", code, why)
	return err
}

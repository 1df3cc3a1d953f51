package engine

import (
	"fmt"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"google.golang.org/protobuf/proto"
)

const encodingEncrypted = "binary/encrypted"

// payloadContext is bound to every sealed payload. It is constant: a payload is read in other workflows, activities
// and runs than the one that wrote it, and by versions of the SDK that describe their context differently.
var payloadContext = []byte("onrecord/engine/payload/1")

// Converters returns the converters of every client, worker and replayer: JSON inside, sealed outside. Messages and
// stack traces of failures are sealed as well. Payloads that were never sealed, as in golden histories, pass through.
func Converters(sealer Sealer) (converter.DataConverter, converter.FailureConverter) {
	data := converter.NewCodecDataConverter(converter.GetDefaultDataConverter(), &sealingCodec{sealer: sealer})
	failure := temporal.NewDefaultFailureConverter(temporal.DefaultFailureConverterOptions{
		DataConverter:          data,
		EncodeCommonAttributes: true,
	})
	return data, failure
}

// sealingCodec seals the whole payload, so that not even its own metadata tells what is inside.
type sealingCodec struct {
	sealer Sealer
}

func (c *sealingCodec) Encode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	return mapPayloads(payloads, c.seal)
}

func (c *sealingCodec) Decode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	return mapPayloads(payloads, c.open)
}

func (c *sealingCodec) seal(payload *commonpb.Payload) (*commonpb.Payload, error) {
	plain, err := proto.Marshal(payload)
	if err != nil {
		return nil, fmt.Errorf("engine: marshal payload: %w", err)
	}
	sealed, err := c.sealer.Seal(plain, payloadContext)
	if err != nil {
		return nil, fmt.Errorf("engine: seal payload: %w", err)
	}
	metadata := map[string][]byte{converter.MetadataEncoding: []byte(encodingEncrypted)}
	return &commonpb.Payload{Metadata: metadata, Data: sealed}, nil
}

func (c *sealingCodec) open(payload *commonpb.Payload) (*commonpb.Payload, error) {
	if string(payload.GetMetadata()[converter.MetadataEncoding]) != encodingEncrypted {
		return payload, nil
	}
	plain, err := c.sealer.Open(payload.GetData(), payloadContext)
	if err != nil {
		return nil, fmt.Errorf("engine: open payload: %w", err)
	}
	opened := &commonpb.Payload{}
	if err := proto.Unmarshal(plain, opened); err != nil {
		return nil, fmt.Errorf("engine: unmarshal payload: %w", err)
	}
	return opened, nil
}

func mapPayloads(in []*commonpb.Payload, change func(*commonpb.Payload) (*commonpb.Payload, error)) ([]*commonpb.Payload, error) {
	out := make([]*commonpb.Payload, len(in))
	for i, payload := range in {
		changed, err := change(payload)
		if err != nil {
			return nil, err
		}
		out[i] = changed
	}
	return out, nil
}

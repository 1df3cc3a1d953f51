package record

import (
	"fmt"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// BenchmarkAppend measures durable appends with one caller and with many.
func BenchmarkAppend(b *testing.B) {
	for _, callers := range []int{1, 32} {
		b.Run(fmt.Sprintf("sqlite/callers=%d", callers), func(b *testing.B) {
			appendAll(b, filepath.Join(b.TempDir(), "record.db"), callers)
		})
		b.Run(fmt.Sprintf("postgres/callers=%d", callers), func(b *testing.B) {
			appendAll(b, recordtest.Postgres(b), callers)
		})
	}
}

func appendAll(b *testing.B, dsn string, callers int) {
	d := openDesk(b, dsn)
	b.ResetTimer()
	var wg sync.WaitGroup
	for caller := range callers {
		wg.Go(func() {
			for i := caller; i < b.N; i += callers {
				if err := d.Append(d.ctx(), []claim.Entry{person(uuid.New(), uuid.New(), claim.Editor)}); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
}

// BenchmarkCase measures what the record does for a case of 5 × 5 until it is
// answered, alone: the processor time of the whole process.
func BenchmarkCase(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { playCases(b, filepath.Join(b.TempDir(), "record.db")) })
	b.Run("postgres", func(b *testing.B) { playCases(b, recordtest.Postgres(b)) })
}

func playCases(b *testing.B, dsn string) {
	d, _ := staffed(b, dsn)
	parties := make([]uuid.UUID, 5)
	for i := range parties {
		parties[i] = d.addParty(fmt.Sprintf("party-%d", i))
	}
	before := processor(b)
	for i := 0; b.Loop(); i++ {
		d.playCase(fmt.Sprintf("case-%d", i), parties)
	}
	b.ReportMetric(float64((processor(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/case")
}

func processor(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// playCase has every party answer about every claim.
func (d *desk) playCase(slug string, parties []uuid.UUID) {
	caseID := d.openCase(slug)
	claims := make([]uuid.UUID, 5)
	for i := range claims {
		claims[i] = uuid.New()
		body := verification.AddClaim{
			Case: caseID, Text: d.put(claim.ClaimText{Key: fmt.Sprint("claim-", i), Statement: "It is so."}), Tier: claim.Routine,
			Author: d.owner, Policy: claim.DefaultPolicy,
		}
		d.carryOut(noon, d.act(claim.Stream{Kind: claim.StreamClaim, ID: claims[i]}, d.owner, body))
	}
	for _, party := range parties {
		s := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(caseID, party)}
		request := uuid.New()
		d.carryOut(noon, d.act(s, d.owner, letters.Ask{
			Request: request, Channel: claim.ByEmail, Case: caseID, Party: party, Claims: claims, Questions: d.put("Is it so?"),
			SendAt: noon, AnswerBy: noon.Add(48 * time.Hour),
		}))
		system := func(body claim.Body) claim.Act {
			return claim.Act{To: s, Command: claim.Command{ID: uuid.New(), Actor: claim.System, Body: body}}
		}
		letter := d.carryOut(noon.Add(time.Minute), system(claim.Tick{}))[0].Next.Letters[0]
		d.carryOut(noon.Add(time.Minute), system(letters.RecordDelivery{
			Message: letter, Delivery: letters.DeliveryAccepted, Attempts: 1, Content: d.put("Dear press office"),
		}))
		answer := letters.RecordResponse{
			Response: uuid.New(), Request: request, GroundRules: claim.OnTheRecord, Channel: claim.ByPhone, ReceivedAt: noon.Add(time.Minute),
		}
		for _, c := range claims {
			answer.Stances = append(answer.Stances, letters.Answer{Claim: c, Stance: claim.Confirms, Statement: d.put("We do.")})
		}
		d.carryOut(noon.Add(time.Hour), d.act(s, d.owner, answer))
	}
}

// BenchmarkStates measures what a page of a case needs: a small one with ten
// streams, and a large one with 5,000 claims.
func BenchmarkStates(b *testing.B) {
	for _, claims := range []int{5, 5000} {
		b.Run(fmt.Sprintf("claims=%d", claims), func(b *testing.B) {
			d, caseID := largeCase(b, filepath.Join(b.TempDir(), "record.db"), claims)
			b.ResetTimer()
			for range b.N {
				states, err := d.States(d.ctx(), caseID, time.Time{})
				require.NoError(b, err)
				require.Len(b, states, claims+6)
			}
			b.StopTimer()
			began := time.Now()
			_, err := d.States(d.ctx(), caseID, noon.AddDate(1, 0, 0))
			require.NoError(b, err)
			b.ReportMetric(float64(time.Since(began).Microseconds())/1000, "as-of-ms")
			began = time.Now()
			requireVerifies(b, d.Record)
			b.ReportMetric(float64(time.Since(began).Microseconds())/1000, "verify-ms")
		})
	}
}

func requireVerifies(b testing.TB, r *Record) {
	b.Helper()
	report, err := r.Verify(b.Context(), nil)
	require.NoError(b, err)
	require.Empty(b, report.Problems)
}

// largeCase has five parties who were each asked about up to a hundred claims.
func largeCase(b *testing.B, dsn string, claims int) (*desk, uuid.UUID) {
	d := openDesk(b, dsn)
	caseID := d.openCase("large")
	ids := make([]uuid.UUID, claims)
	var wg sync.WaitGroup
	for worker := range 32 {
		wg.Go(func() {
			for i := worker; i < claims; i += 32 {
				ids[i] = d.addClaim(caseID, fmt.Sprintf("claim-%d", i))
				s := claim.Stream{Kind: claim.StreamClaim, ID: ids[i]}
				d.do(s, verification.Hold{Reason: d.put("why")}, noon)
				d.do(s, verification.Resume{}, noon)
			}
		})
	}
	wg.Wait()
	for i := range 5 {
		s, _ := d.ask(caseID, d.addParty(fmt.Sprintf("party-%d", i)), ids[:min(claims, 100)]...)
		for _, e := range d.do(s, claim.Tick{}, noon.Add(6*time.Minute)) {
			if letter, ok := e.Fact.(letters.MessageDispatched); ok {
				d.do(s, letters.RecordDelivery{Message: letter.Message, Delivery: letters.DeliveryAccepted, Attempts: 1}, noon.Add(7*time.Minute))
			}
		}
		for n := range 10 {
			d.reply(s, fmt.Sprintf("reply %d %d", i, n), noon.Add(time.Hour))
		}
	}
	return d, caseID
}

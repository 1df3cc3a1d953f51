package crashtest_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/operation"
)

func TestAFullDiskLosesNothing(t *testing.T) {
	dir := smallDisk(t)
	h := newHouse(t, config.Config{Data: filepath.Join(dir, "data")})
	p := h.start()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	_, err := client.Call(ctx, p.Client, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}}))
	require.NoError(t, err)
	_, err = client.Call(ctx, p.Client, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: "story", Title: "The story"}))
	require.NoError(t, err)
	_, err = client.Call(ctx, p.Client, operation.ClaimAdd, operation.InCase("story", writing.ClaimInput{Key: "before", Statement: "It was before."}))
	require.NoError(t, err)

	fill(t, filepath.Join(dir, "ballast"))
	keyed := client.WithKey(ctx, uuid.New())
	_, err = client.Call(keyed, p.Client, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: "other", Title: "Another story"}))
	requireDiskFull(t, err)
	_, err = client.Call(ctx, p.Client, operation.ClaimAdd, operation.InCase("story", writing.ClaimInput{Key: "during", Statement: "It was during."}))
	requireDiskFull(t, err)
	report, err := client.Call(ctx, p.Client, operation.CaseShow, operation.CaseAt("story", nil))
	require.NoError(t, err, "what is there can still be read")
	require.Len(t, report.Claims, 1)

	require.NoError(t, os.Remove(filepath.Join(dir, "ballast")))
	_, err = client.Call(keyed, p.Client, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: "other", Title: "Another story"}))
	require.NoError(t, err, "the same command goes through once there is room")
	eventually(ctx, t, "the engine works again", func() bool {
		_, err = client.Call(ctx, p.Client, operation.ClaimAdd, operation.InCase("story", writing.ClaimInput{Key: "after", Statement: "It was after."}))
		return err == nil
	})
	verified, err := client.Call(ctx, p.Client, operation.RecordVerify, operation.None{})
	require.NoError(t, err)
	require.Empty(t, verified.Problems)
	require.Less(t, p.stop(t), 10*time.Second)
	report, err = client.Call(ctx, h.start().Client, operation.CaseShow, operation.CaseAt("story", nil))
	require.NoError(t, err)
	require.Len(t, report.Claims, 2)
}

func requireDiskFull(t *testing.T, err error) {
	t.Helper()
	require.Equal(t, claim.CodeDiskFull, claim.CodeOf(err), "%v", err)
	var e *claim.Error
	require.ErrorAs(t, err, &e)
	require.NotEmpty(t, e.Hint)
}

// smallDisk is a file system of its own that is soon full.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=24m,mode=700")
	if denied := errors.Is(err, fs.ErrPermission); denied && os.Getenv("ONRECORD_TEST_REQUIRE") != "all" {
		t.Skip("a disk that can be filled has to be mounted; run this test as root")
	}
	require.NoError(t, err, "mount a disk that can be filled; it takes root")
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// fill leaves no room on the disk.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	require.NoError(t, err)
	defer f.Close()
	for block := make([]byte, 1<<16); len(block) > 0; {
		if _, err := f.Write(block); errors.Is(err, syscall.ENOSPC) {
			block = block[:len(block)/2]
		} else {
			require.NoError(t, err)
		}
	}
}

package operation

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/discussion"
)

// What colleagues say to each other about a case.
var (
	CommentList = action("comment-list", "GET /cases/{case}/comments", casework.MayReadCases,
		"List the comments of colleagues on a case, in threads",
		func(ctx context.Context, on Parts, who casework.Caller, in CommentQuery) (discussion.Discussion, error) {
			return discussion.Of(ctx, on.Reads, who, in.Case, discussion.Filter{Claim: in.Claim, On: in.On, Open: in.Open})
		})
	CommentWrite = create("comment-write", "POST /cases/{case}/comments", casework.MayComment,
		"Comment on a case, a claim, an answer, a passage or the draft, for colleagues alone", inCase(besideNamed(discussion.Write)))
	CommentRevise = action("comment-revise", "PUT /cases/{case}/comments/{comment}", casework.MayComment,
		"Replace the words of a comment of yours",
		func(ctx context.Context, on Parts, who casework.Caller, in CommentRevising) (casework.Receipt, error) {
			return discussion.Revise(ctx, on.Door, who, in.Case, in.Comment, given(in.Body))
		})
	CommentSee = action("comment-see", "POST /cases/{case}/comments/{comment}/seen", casework.MayComment,
		"Say that you have seen a comment that mentions you", onComment(besideNamed(discussion.See)))
	CommentResolve = action("comment-resolve", "POST /cases/{case}/comments/{comment}/resolve", casework.MayComment,
		"Say that a thread of comments needs nobody any more", onComment(besideNamed(discussion.Resolve)))
	CommentReopen = action("comment-reopen", "POST /cases/{case}/comments/{comment}/reopen", casework.MayComment,
		"Open a resolved thread of comments again", onComment(besideNamed(discussion.Reopen)))
)

// CommentQuery picks threads of comments.
type CommentQuery struct {
	CasePath
	Claim string        `query:"claim" doc:"key of the claim that they are about"`
	On    comments.Kind `query:"on" doc:"what they are on"`
	Open  bool          `query:"open" doc:"without those that are resolved"`
}

// CommentPath names a comment of a case.
type CommentPath struct {
	CasePath
	Comment uuid.UUID `path:"comment" format:"uuid" doc:"identifier; of a thread, that of any comment of it"`
}

// CommentOf names a comment of a case.
func CommentOf(name string, comment uuid.UUID) CommentPath {
	return CommentPath{CasePath{name}, comment}
}

// CommentRevising is what goes into revising a comment.
type CommentRevising struct {
	CommentPath
	Body *discussion.CommentRevision
}

// onComment is a method of the door on a comment.
func onComment(do func(*casework.Door, context.Context, casework.Caller, string, uuid.UUID) (casework.Receipt, error)) doing[CommentPath, casework.Receipt] {
	return func(ctx context.Context, on Parts, who casework.Caller, in CommentPath) (casework.Receipt, error) {
		return do(on.Door, ctx, who, in.Case, in.Comment)
	}
}

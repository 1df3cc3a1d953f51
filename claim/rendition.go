package claim

// RenditionKey is the key of content that was made of other content, so that it need not be made again: what a page shows
// of a message. It is erased with what it was made of, no entry refers to it, and whoever changes how it is made gives it
// another name.
func RenditionKey(of Ref, name string) string { return "rendition/" + string(of) + "/" + name }

// RenditionPlain is the rendition by which a message is found: who wrote, the subject and the text, as plain text.
const RenditionPlain = "plain/1"

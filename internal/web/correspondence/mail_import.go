package correspondence

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// mailImportView is the page to put mail in, and what became of the file that was sent last.
type mailImportView struct {
	Done []casework.ImportedMail
}

// MailImport shows the form to put mail in from a file.
func MailImport(v *page.Visit) error { return v.Render("mail_import", mailImportView{}) }

// MailImportSend puts mail in from a file, and says what became of each message.
func MailImportSend(v *page.Visit) error {
	done, err := importMail(v)
	if err != nil {
		return v.Refuse("mail_import", mailImportView{}, err)
	}
	return v.Render("mail_import", mailImportView{done.Messages})
}

func importMail(v *page.Visit) (casework.MailImported, error) {
	var in casework.MailImportInput
	_, err := v.Upload(casework.MaxMailFile + page.FormRoom)
	if err != nil {
		return casework.MailImported{}, err
	}
	if in.Received, err = v.Instant("received"); err != nil {
		return casework.MailImported{}, err
	}
	if in.Name, in.Data, err = v.File("mail", casework.MaxMailFile); err != nil {
		return casework.MailImported{}, err
	}
	if in.Name == "" {
		return casework.MailImported{}, page.FieldError("mail", "choose a file")
	}
	return page.Do(v, operation.MailImport, operation.Body(in))
}

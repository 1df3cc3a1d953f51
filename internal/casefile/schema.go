package casefile

import _ "embed" // the schema

// SchemaID is the name of the schema of case files.
const SchemaID = "https://onrecord.example/schemas/case/v1"

// Schema is the JSON Schema (draft 2020-12) of case files, for editors and
// programs. [Parse] checks more than a schema can say: that ids are unique and
// references lead somewhere, time zones, and deadlines against each other.
//
//go:embed case.schema.json
var Schema []byte

package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	namespacepb "go.temporal.io/api/namespace/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.uber.org/zap"
	"google.golang.org/protobuf/types/known/durationpb"
)

// Retention is how long Temporal keeps the history of a closed workflow. The record keeps what matters for good.
const Retention = 30 * 24 * time.Hour

// attributesWithin bounds the wait until new search attributes are known to every cache of the server.
const attributesWithin = 30 * time.Second

// prepareNamespace makes the namespace what it should be. A cluster's operator may have kept the right to change it
// to himself: then we go on with what there is, and the log says what to ask for.
func (e *Engine) prepareNamespace(ctx context.Context, opts Common) error {
	if err := e.tolerateDenied(e.ensureNamespace(ctx), "register the namespace or set its retention to 30 days"); err != nil {
		return err
	}
	return e.tolerateDenied(e.ensureAttributes(ctx, opts.SearchAttributes), "register the search attributes of Onrecord")
}

func (e *Engine) tolerateDenied(err error, wish string) error {
	var denied *serviceerror.PermissionDenied
	if e.kind == KindCluster && errors.As(err, &denied) {
		e.logger.Warn("not permitted on the Temporal cluster; ask its operator to "+wish, zap.String("namespace", e.namespace))
		return nil
	}
	return err
}

func (e *Engine) ensureNamespace(ctx context.Context) error {
	described, err := e.client.WorkflowService().DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: e.namespace})
	var absent *serviceerror.NamespaceNotFound
	if errors.As(err, &absent) {
		return e.registerNamespace(ctx)
	}
	if err != nil {
		return fmt.Errorf("engine: describe namespace: %w", err)
	}
	if described.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration() == Retention {
		return nil
	}
	_, err = e.client.WorkflowService().UpdateNamespace(ctx, &workflowservice.UpdateNamespaceRequest{
		Namespace: e.namespace,
		Config:    &namespacepb.NamespaceConfig{WorkflowExecutionRetentionTtl: durationpb.New(Retention)},
	})
	if err != nil {
		return fmt.Errorf("engine: set retention: %w", err)
	}
	return nil
}

func (e *Engine) registerNamespace(ctx context.Context) error {
	_, err := e.client.WorkflowService().RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace:                        e.namespace,
		WorkflowExecutionRetentionPeriod: durationpb.New(Retention),
	})
	var present *serviceerror.NamespaceAlreadyExists // another process was faster
	if err != nil && !errors.As(err, &present) {
		return fmt.Errorf("engine: register namespace: %w", err)
	}
	return e.awaitReady(ctx)
}

// ensureAttributes registers what is missing and waits until it is listed. An attribute of the right name and another
// type is an error: it cannot be changed, and every start of a workflow would fail on it.
func (e *Engine) ensureAttributes(ctx context.Context, wanted map[string]enumspb.IndexedValueType) error {
	missing, err := e.missingAttributes(ctx, wanted)
	switch {
	case err != nil:
		return err
	case len(missing) > 0:
	case e.local != nil:
		e.local.settings.attributesKnown.Store(true)
		return nil
	default: // another process may have registered them a moment ago
		return e.awaitAttributes(ctx, wanted)
	}
	_, err = e.client.OperatorService().AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{
		Namespace: e.namespace, SearchAttributes: missing,
	})
	var present *serviceerror.AlreadyExists
	if err != nil && !errors.As(err, &present) {
		return fmt.Errorf("engine: add search attributes: %w", err)
	}
	return e.awaitAttributes(ctx, wanted)
}

func (e *Engine) missingAttributes(ctx context.Context, wanted map[string]enumspb.IndexedValueType) (map[string]enumspb.IndexedValueType, error) {
	listed, err := e.client.OperatorService().ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: e.namespace})
	if err != nil {
		return nil, fmt.Errorf("engine: list search attributes: %w", err)
	}
	missing := map[string]enumspb.IndexedValueType{}
	for name, kind := range wanted {
		found, ok := listed.GetCustomAttributes()[name]
		if ok && found != kind {
			return nil, fail(CodeConfig, fmt.Sprintf("the search attribute %s in namespace %s has type %s; it must be %s",
				name, e.namespace, found, kind), nil)
		}
		if !ok {
			missing[name] = kind
		}
	}
	return missing, nil
}

func (e *Engine) awaitAttributes(ctx context.Context, wanted map[string]enumspb.IndexedValueType) error {
	ctx, cancel := context.WithTimeout(ctx, attributesWithin)
	defer cancel()
	for {
		missing, err := e.missingAttributes(ctx, wanted)
		if err == nil && len(missing) == 0 {
			missing = e.unusable(ctx, wanted)
		}
		if err != nil || len(missing) == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return fail(CodeNotReady, "the Temporal server does not take over the new search attributes", ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// unusable are the attributes that the server lists and does not yet know by their names: the list comes from its
// database, and what a workflow may be started with from a cache that is some seconds behind. An engine that cannot be
// asked for workflows at all is not held up by it: that says nothing of the names.
func (e *Engine) unusable(ctx context.Context, wanted map[string]enumspb.IndexedValueType) map[string]enumspb.IndexedValueType {
	asked := make([]string, 0, len(wanted))
	for name := range wanted {
		asked = append(asked, name+" is not null")
	}
	if len(asked) == 0 {
		return nil
	}
	_, err := e.client.CountWorkflow(ctx, &workflowservice.CountWorkflowExecutionsRequest{Namespace: e.namespace, Query: strings.Join(asked, " or ")})
	var unknown *serviceerror.InvalidArgument
	if errors.As(err, &unknown) {
		return wanted
	}
	if err != nil {
		e.logger.Warn("could not ask the engine whether it takes the search attributes", zap.Error(err))
	}
	return nil
}

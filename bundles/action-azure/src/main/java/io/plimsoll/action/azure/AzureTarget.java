package io.plimsoll.action.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionOutcome;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionStep;
import io.plimsoll.api.action.ActionTarget;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The exports of one connection and the storage account they lie in. */
final class AzureTarget implements ActionTarget {
  private final Management management;
  private final ReadBack readBack;
  private final Map<String, Kind> kinds = new TreeMap<>();

  AzureTarget(Management management, Defaults defaults) {
    this.management = management;
    Exports exports = new Exports(management);
    this.readBack = new ReadBack(management, exports);
    kinds.put("create", new CreateExport(exports, defaults));
    kinds.put("run", new RunExport(exports, defaults));
    kinds.put("backfill", new BackfillExport(exports, defaults));
    kinds.put("remove", new RemoveExport(exports, defaults));
    kinds.put("lifecycle", new LifecycleRule(new Policies(management), defaults));
  }

  @Override
  public ActionPlan plan(String kind, Map<String, String> parameters, ActionContext context) {
    return kind(kind).plan(parameters, context);
  }

  @Override
  public ActionPlan reversal(String kind, ActionPlan done, ActionContext context) {
    return kind(kind).reversal(done, context);
  }

  @Override
  public ActionOutcome perform(ActionStep step) {
    try {
      return Refusal.outcome(management.send(step), ReadBack.role(step));
    } catch (Management.NotSent e) {
      return ActionOutcome.notDone(String.valueOf(e.getMessage()), e.advice());
    } catch (PlimsollException e) {
      return ActionOutcome.unknown(String.valueOf(e.getMessage()), e.advice());
    }
  }

  @Override
  public ActionOutcome inspect(ActionStep step, Instant sentAt, ActionContext context) {
    return readBack.inspect(step, sentAt, context);
  }

  @Override
  public void close() {
    // The client belongs to the provider, the credential to the host.
  }

  private Kind kind(String name) {
    Kind kind = kinds.get(name);
    if (kind == null) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "Nothing here can " + name + ".", "What can be asked: " + String.join(", ", kinds.keySet()) + ".");
    }
    return kind;
  }
}

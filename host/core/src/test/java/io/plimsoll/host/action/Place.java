package io.plimsoll.host.action;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionOutcome;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionProvider;
import io.plimsoll.api.action.ActionStep;
import io.plimsoll.api.action.ActionTarget;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A place that keeps texts by name, and does to requests what a test says. */
final class Place implements ActionProvider {
  final Map<String, String> kept = new LinkedHashMap<>();
  final List<String> received = new ArrayList<>();

  /** What happens to the next requests in place of keeping their body. */
  final Deque<Function<ActionStep, ActionOutcome>> next = new ArrayDeque<>();

  /** What reading back answers as long as it is set, in place of the truth. */
  Function<ActionStep, ActionOutcome> sight = null;

  boolean removesData;
  String ending = "";

  @Override
  public Set<String> kinds() {
    return Set.of("put");
  }

  @Override
  public boolean serves(URI store) {
    return true;
  }

  @Override
  public ActionTarget open(URI store, PluginSettings settings, Credential credential) {
    settings.validate();
    return new Target();
  }

  ActionOutcome keep(ActionStep step) {
    kept.put(name(step), step.body());
    return ActionOutcome.done("kept " + name(step));
  }

  private static String name(ActionStep step) {
    return step.url().getPath().substring(1);
  }

  private final class Target implements ActionTarget {
    @Override
    public ActionPlan plan(String kind, Map<String, String> parameters, ActionContext context) {
      List<ActionStep> steps = new ArrayList<>();
      parameters.forEach((name, text) -> steps.add(step("put " + name, name, text + ending)));
      return new ActionPlan(
          "Puts " + parameters.keySet() + ".", parameters, steps, List.of("Writer"), "Putting back what was there.", removesData,
          String.join(",", kept.keySet()));
    }

    @Override
    public ActionPlan reversal(String kind, ActionPlan done, ActionContext context) {
      List<ActionStep> steps = done.steps().stream().map(s -> step("clear " + name(s), name(s), "")).toList();
      return new ActionPlan("Clears.", Map.of(), steps, List.of(), "Nothing.", false, "");
    }

    @Override
    public ActionOutcome perform(ActionStep step) {
      received.add(step.what());
      return next.isEmpty() ? keep(step) : next.remove().apply(step);
    }

    @Override
    public ActionOutcome inspect(ActionStep step, Instant sentAt, ActionContext context) {
      if (sight != null) {
        return sight.apply(step);
      }
      return step.body().equals(kept.get(name(step)))
          ? ActionOutcome.done("it is there")
          : ActionOutcome.notDone("it is not there", "");
    }

    @Override
    public void close() {}

    private ActionStep step(String what, String name, String body) {
      return new ActionStep(what, "PUT", URI.create("https://place.example/" + name), Map.of(), body);
    }
  }

  /** What a place that breaks throws. */
  static ActionOutcome breaks() {
    throw new PlimsollException(ErrorCode.STORAGE_UNAVAILABLE, "The connection broke.", "Try again.");
  }
}

package io.plimsoll.peers.console;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionOutcome;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionProvider;
import io.plimsoll.api.action.ActionStep;
import io.plimsoll.api.action.ActionTarget;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A place that texts are written at, in memory, so that people can be watched approving what would be sent to a cloud. */
@Plugin(name = "boards", type = ActionProvider.class)
public final class Boards implements ActionProvider {
  private final Map<URI, String> boards = new ConcurrentHashMap<>();

  /** What stands there. */
  public List<String> texts() {
    return List.copyOf(boards.values());
  }

  @Override
  public Set<String> kinds() {
    return Set.of("write");
  }

  @Override
  public boolean serves(URI store) {
    return true;
  }

  @Override
  public ActionTarget open(URI store, PluginSettings settings, Credential credential) {
    return new Board(URI.create("https://board.example/walls/one?api-version=2025-03-01"));
  }

  private final class Board implements ActionTarget {
    private final URI place;

    Board(URI place) {
      this.place = place;
    }

    @Override
    public ActionPlan plan(String kind, Map<String, String> parameters, ActionContext context) {
      String text = parameters.get("text");
      if (text == null) {
        throw new PlimsollException(ErrorCode.INVALID_REQUEST, "A board needs a text.", "Give it on a line: text=WHAT.");
      }
      ActionStep step =
          new ActionStep("write on the board", "PUT", place, Map.of("If-Match", "\"1\""), "{\"properties\":{\"text\":\"" + text + "\"}}");
      return new ActionPlan(
          "Writes '" + text + "' on the board.", Map.of("text", text), List.of(step), List.of("Contributor of the board"),
          "Writing what stood there before.", false, boards.getOrDefault(place, ""));
    }

    @Override
    public ActionPlan reversal(String kind, ActionPlan done, ActionContext context) {
      return new ActionPlan(
          "Writes what stood on the board before.", Map.of(),
          List.of(new ActionStep("write back", "PUT", place, Map.of(), done.before())), List.of("Contributor of the board"),
          "Nothing.", false, "");
    }

    @Override
    public ActionOutcome perform(ActionStep step) {
      boards.put(step.url(), step.body());
      return ActionOutcome.done("200 OK");
    }

    @Override
    public ActionOutcome inspect(ActionStep step, Instant sentAt, ActionContext context) {
      return boards.getOrDefault(step.url(), "").equals(step.body())
          ? ActionOutcome.done("it is there")
          : ActionOutcome.notDone("it is not there", "");
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}

package io.plimsoll.api.action;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The writes of one organisation: one person proposes, another approves. Each step is on record in the audit chain
 * before it happens, and nothing of what was recorded is ever changed. Thread-safe.
 *
 * <p>Each method that names an action throws {@link io.plimsoll.api.PlimsollException} with {@code NOT_FOUND} when there
 * is none of this id, and {@code REFUSED} when its state or the caller does not allow the step.
 */
@ProviderType
public interface Actions {
  /**
   * Plans a write and keeps the plan for seven days; sends nothing.
   *
   * @throws io.plimsoll.api.PlimsollException {@code INVALID_REQUEST} for a kind or parameters that are none, {@code
   *     NOT_FOUND} without such a connection, {@code REFUSED} under a legal hold when data would go
   */
  Action propose(ActionProposal proposal);

  /** Every action, the newest first. */
  List<Action> list();

  /** One action with its exact requests. */
  Action show(String id);

  /**
   * Approves exactly the requests of this digest; never one's own proposal. From then on it may be executed for seven
   * days.
   */
  Action approve(String id, String digest);

  /** Ends a proposal that was not executed yet; also one's own. */
  Action reject(String id, String reason);

  /**
   * Sends the requests that did not take effect yet, each once, and waits while the place asks for it. Plans once more
   * before the first: when that comes to other requests, nothing is sent and the action has to be approved anew.
   *
   * <p>Returns when all took effect or one did not; {@link Action#state()} says which. An interrupt ends the waiting.
   *
   * @param progress told after each request, on this thread
   */
  Action execute(String id, Consumer<Action> progress);

  /** Reads at the place what became of the requests that were sent; changes nothing there. */
  Action check(String id);

  /**
   * Proposes what takes back an action that is done; somebody else has to approve that in turn.
   *
   * @throws io.plimsoll.api.PlimsollException {@code REFUSED} when no request can take it back
   */
  Action revert(String id);
}

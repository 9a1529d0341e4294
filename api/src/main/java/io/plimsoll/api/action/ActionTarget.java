package io.plimsoll.api.action;

import java.time.Instant;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The place of one connection, ready to be written to. Only {@link #perform} changes anything there; everything else
 * reads. Used by one thread at a time.
 */
@ConsumerType
public interface ActionTarget extends AutoCloseable {
  /**
   * Says exactly what would be sent.
   *
   * <p>Asked again later with the parameters of the plan it answered, it plans the same requests, unless the place has
   * changed meanwhile in a way that matters to them: then the approval no longer holds. When it has become too late for
   * them, it refuses with {@code INVALID_REQUEST}.
   *
   * @param kind one of the provider's
   * @param parameters by name; an unknown one, or a value that cannot be, is refused with {@code INVALID_REQUEST}
   * @throws io.plimsoll.api.PlimsollException {@code NOT_FOUND} and {@code ALREADY_EXISTS} when the place is not as the
   *     kind needs it
   */
  ActionPlan plan(String kind, Map<String, String> parameters, ActionContext context);

  /**
   * Says what would be sent to take back what was done.
   *
   * @param kind of what was done
   * @param done the plan that was carried out, with what was there before it
   * @throws io.plimsoll.api.PlimsollException {@code REFUSED} when no request takes it back
   */
  ActionPlan reversal(String kind, ActionPlan done, ActionContext context);

  /**
   * Sends a request as it is, once: whether to send it again is the host's to say. Answers {@link
   * ActionOutcome.State#NOT_DONE} only when it is certain that nothing was changed. Whatever it throws counts as {@link
   * ActionOutcome.State#UNKNOWN}.
   */
  ActionOutcome perform(ActionStep step);

  /**
   * Reads at the place whether a request that was sent took effect. Answers {@link ActionOutcome.State#UNKNOWN} as long
   * as that cannot be seen.
   *
   * @param sentAt when it was sent
   */
  ActionOutcome inspect(ActionStep step, Instant sentAt, ActionContext context);

  /** Lets go of what it holds, but of the credential. */
  @Override
  void close();
}

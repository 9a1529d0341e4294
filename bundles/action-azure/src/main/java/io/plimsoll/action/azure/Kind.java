package io.plimsoll.action.azure;

import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionPlan;
import java.util.Map;

/** One kind of write. It reads at Azure and decides what would be sent; it sends nothing that changes anything. */
interface Kind {
  /** What would be sent. */
  ActionPlan plan(Map<String, String> parameters, ActionContext context);

  /** What would be sent to take back what was done. */
  ActionPlan reversal(ActionPlan done, ActionContext context);
}

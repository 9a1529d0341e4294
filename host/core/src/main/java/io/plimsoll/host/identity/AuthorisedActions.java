package io.plimsoll.host.identity;

import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.ActionProposal;
import io.plimsoll.api.action.Actions;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes of somebody who signed in: they go out with the credential of a connection, so an administrator of every
 * connection alone takes part. That two people do, the service behind sees to.
 */
record AuthorisedActions(Actions behind, Permits permits) implements Actions {
  @Override
  public Action propose(ActionProposal proposal) {
    permits.administers("action.proposed");
    return behind.propose(proposal);
  }

  @Override
  public List<Action> list() {
    permits.reviews("actions.listed");
    return behind.list();
  }

  @Override
  public Action show(String id) {
    permits.reviews("action.shown");
    return behind.show(id);
  }

  @Override
  public Action approve(String id, String digest) {
    permits.administers("action.approved");
    return behind.approve(id, digest);
  }

  @Override
  public Action reject(String id, String reason) {
    permits.administers("action.rejected");
    return behind.reject(id, reason);
  }

  @Override
  public Action execute(String id, Consumer<Action> progress) {
    permits.administers("action.executed");
    return behind.execute(id, progress);
  }

  @Override
  public Action check(String id) {
    permits.administers("action.checked");
    return behind.check(id);
  }

  @Override
  public Action revert(String id) {
    permits.administers("action.reversal.proposed");
    return behind.revert(id);
  }
}

package io.plimsoll.host;

import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.ActionProposal;
import io.plimsoll.api.action.Actions;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.host.action.ActionDesk;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** One caller's writes for one organisation: each step is recorded, then taken. */
final class OrganisationActions implements Actions {
  private final Supplier<OrganisationProfile> profile;
  private final Supplier<OpenWorkspace> workspace;
  private final Caller caller;

  OrganisationActions(Supplier<OrganisationProfile> profile, Supplier<OpenWorkspace> workspace, Caller caller) {
    this.profile = profile;
    this.workspace = workspace;
    this.caller = caller;
  }

  @Override
  public Action propose(ActionProposal proposal) {
    Map<String, String> details = new TreeMap<>();
    details.put("kind", proposal.kind());
    proposal.parameters().forEach((name, value) -> details.put("parameter " + name, value));
    return act("action.proposed", proposal.connection(), details, desk -> desk.propose(proposal));
  }

  @Override
  public List<Action> list() {
    OpenWorkspace open = workspace.get();
    ActionDesk desk = desk(open);
    return open.audit().answer(caller, "actions.listed", "", Map.of(), desk::list);
  }

  @Override
  public Action show(String id) {
    OpenWorkspace open = workspace.get();
    ActionDesk desk = desk(open);
    return open.audit().answer(caller, "action.shown", id, Map.of(), () -> desk.show(id));
  }

  @Override
  public Action approve(String id, String digest) {
    Map<String, String> details = new TreeMap<>(Map.of("approvedDigest", digest));
    return act("action.approved", id, details, desk -> desk.approve(id, digest));
  }

  @Override
  public Action reject(String id, String reason) {
    Map<String, String> details = new TreeMap<>(Map.of("why", reason));
    return act("action.rejected", id, details, desk -> desk.reject(id, reason));
  }

  @Override
  public Action execute(String id, Consumer<Action> progress) {
    return act("action.executed", id, new TreeMap<>(), desk -> desk.execute(id, progress));
  }

  @Override
  public Action check(String id) {
    return act("action.checked", id, new TreeMap<>(), desk -> desk.check(id));
  }

  @Override
  public Action revert(String id) {
    return act("action.reversal.proposed", id, new TreeMap<>(), desk -> desk.revert(id));
  }

  /** Its end is on record with what the action is then. */
  private Action act(String type, String subject, Map<String, String> details, Function<ActionDesk, Action> act) {
    OpenWorkspace open = workspace.get();
    ActionDesk desk = desk(open);
    return open.audit()
        .act(
            caller,
            type,
            subject,
            details,
            () -> {
              Action action = act.apply(desk);
              details.put("action", action.id());
              details.put("digest", action.digest());
              details.put("state", action.state().name());
              return action;
            });
  }

  private ActionDesk desk(OpenWorkspace open) {
    return open.actions(caller, profile);
  }
}

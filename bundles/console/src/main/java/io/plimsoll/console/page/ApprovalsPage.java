package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.ActionProposal;
import io.plimsoll.api.action.Actions;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import io.plimsoll.console.gate.Visitor;
import io.plimsoll.console.work.Jobs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The few writes at the places of connections: what exactly would be sent, who proposed it, who approved it, what became of it. */
public final class ApprovalsPage implements RouteGroup {
  private final OrganisationDoor door;
  private final Pages pages;
  private final Jobs<Action> executions;

  /** @param executions where requests are sent, which may take longer than a request of a browser */
  public ApprovalsPage(OrganisationDoor door, Pages pages, Jobs<Action> executions) {
    this.door = door;
    this.pages = pages;
    this.executions = executions;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/approvals", context -> list(context, null), Access.SIGNED_IN);
    routes.post("/o/{organisation}/approvals", this::propose, Access.SIGNED_IN);
    routes.get("/o/{organisation}/approvals/{id}", context -> detail(context, null), Access.SIGNED_IN);
    routes.post("/o/{organisation}/approvals/{id}", this::act, Access.SIGNED_IN);
  }

  private void list(Context context, @Nullable Refusal refusal) {
    Organisation organisation = door.open(context);
    Map<String, Object> values = new HashMap<>();
    values.put("actions", organisation.actions().list());
    values.put("connections", organisation.connections().stream().map(Connection::name).toList());
    values.put("refusal", refusal);
    pages.render(context, "approvals", values);
  }

  private void propose(Context context) {
    AtomicReference<@Nullable Action> made = new AtomicReference<>();
    Refusal refusal =
        Refusal.of(
            () ->
                made.set(
                    door.open(context).actions().propose(
                        new ActionProposal(
                            Form.needed(context, "connection"), Form.needed(context, "kind"), Form.pairs(context, "parameters")))));
    if (refusal == null) {
      context.redirect(address(context, Objects.requireNonNull(made.get()).id()), HttpStatus.SEE_OTHER);
    } else {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
      list(context, refusal);
    }
  }

  private void detail(Context context, @Nullable Refusal refusal) {
    Action action = door.open(context).actions().show(context.pathParam("id"));
    Map<String, Object> values = new HashMap<>();
    values.put("action", action);
    values.put("mine", action.proposedBy().equalsIgnoreCase(Visitor.of(context).person().email()));
    values.put("refusal", refusal == null ? failure(context) : refusal);
    pages.render(context, "approval", values);
  }

  /** Why an execution that was started from here was refused after a while. */
  private @Nullable Refusal failure(Context context) {
    String execution = context.queryParam("execution");
    if (execution == null) {
      return null;
    }
    try {
      Jobs.Standing<Action> now = executions.find(context.pathParam("organisation"), person(context), execution).standing();
      return now.state() == Jobs.State.FAILED ? new Refusal(now.message(), now.advice()) : null;
    } catch (PlimsollException e) {
      // The server was started anew since; the action itself says how far it is.
      return null;
    }
  }

  private void act(Context context) {
    Actions actions = door.open(context).actions();
    String id = context.pathParam("id");
    AtomicReference<String> target = new AtomicReference<>(address(context, id));
    Refusal refusal =
        Refusal.of(
            () -> {
              switch (Form.text(context, "act")) {
                case "approve" -> actions.approve(id, Form.needed(context, "digest"));
                case "reject" -> actions.reject(id, Form.text(context, "reason"));
                case "execute" ->
                    target.set(address(context, id) + "?execution=" + started(context, actions, id));
                case "check" -> actions.check(id);
                case "revert" -> target.set(address(context, actions.revert(id).id()));
                default -> throw new IllegalArgumentException("there is no such act");
              }
            });
    if (refusal == null) {
      context.redirect(target.get(), HttpStatus.SEE_OTHER);
    } else {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
      detail(context, refusal);
    }
  }

  private String started(Context context, Actions actions, String id) {
    return executions.start(
            context.pathParam("organisation"), person(context), () -> actions.execute(id, progress -> {}), () -> {})
        .id();
  }

  private static String person(Context context) {
    return Visitor.of(context).person().id();
  }

  private String address(Context context, String id) {
    return pages.site().to("/o/" + context.pathParam("organisation") + "/approvals/" + id);
  }
}

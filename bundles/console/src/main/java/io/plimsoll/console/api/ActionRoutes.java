package io.plimsoll.console.api;

import static io.plimsoll.console.api.Routes.get;
import static io.plimsoll.console.api.Routes.needed;
import static io.plimsoll.console.api.Routes.pageOf;
import static io.plimsoll.console.api.Routes.post;

import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.ActionProposal;
import io.plimsoll.api.action.Actions;
import io.plimsoll.console.work.LongWork;
import java.util.List;
import java.util.Objects;

/** The routes of writes at the places of connections: proposed by one person, approved by another, executed, taken back. */
final class ActionRoutes {
  private static final String ORGANISATION = "/organisations/{organisation}";
  private static final String ACTION = ORGANISATION + "/actions/{action}";

  private ActionRoutes() {}

  static List<Route> all(LongWork work) {
    return List.of(
        get(ORGANISATION + "/actions", "listActions", "Every action with its exact requests, the newest first.", v ->
                v.answer(Page.of(v.organisation().actions().list(), Action::id, v)))
            .paged().answers(pageOf(Action.class)),
        post(ORGANISATION + "/actions", "proposeAction", "Plan a write and keep the plan for seven days; nothing is sent.", v -> {
              Requests.Proposal body = v.body(Requests.Proposal.class);
              v.answer(
                  201,
                  v.organisation().actions().propose(
                      new ActionProposal(needed("connection", body.connection()), needed("kind", body.kind()), Visit.texts("parameters", body.parameters()))));
            })
            .takes(Requests.Proposal.class).answers(201, Action.class),
        get(ACTION, "showAction", "An action with its exact requests.", v -> v.answer(v.organisation().actions().show(v.path("action"))))
            .answers(Action.class),
        post(ACTION + "/approval", "approveAction", "Approve exactly the requests of this digest; never one's own proposal.", v -> {
              String digest = needed("digest", v.body(Requests.Approval.class).digest());
              v.answer(v.organisation().actions().approve(v.path("action"), digest));
            })
            .takes(Requests.Approval.class).answers(Action.class),
        post(ACTION + "/rejection", "rejectAction", "End a proposal that was not executed yet; also one's own.", v -> {
              String reason = Objects.requireNonNullElse(v.body(Requests.Rejection.class).reason(), "").strip();
              v.answer(v.organisation().actions().reject(v.path("action"), reason));
            })
            .takes(Requests.Rejection.class).answers(Action.class),
        post(ACTION + "/execution", "executeAction", "Start to send the requests that did not take effect yet, each once.", v -> {
              Actions actions = v.organisation().actions();
              String id = v.path("action");
              v.started(
                  "executions",
                  Answers.Execution.of(
                      work.executions().start(v.path("organisation"), v.person(), () -> actions.execute(id, progress -> {}), () -> {})),
                  Answers.Execution::id);
            })
            .answers(202, Answers.Execution.class),
        get(ORGANISATION + "/executions/{execution}", "showExecution", "An execution that whoever asks started.", v -> {
              v.organisation();
              v.answer(Answers.Execution.of(work.executions().find(v.path("organisation"), v.person(), v.path("execution"))));
            })
            .answers(Answers.Execution.class),
        post(ACTION + "/check", "checkAction", "Read at the place what became of the requests that were sent.", v ->
                v.answer(v.organisation().actions().check(v.path("action"))))
            .answers(Action.class),
        post(ACTION + "/reversal", "revertAction", "Propose what takes back an action that is done.", v ->
                v.answer(201, v.organisation().actions().revert(v.path("action"))))
            .answers(201, Action.class));
  }
}

package io.plimsoll.console.api;

import static io.plimsoll.console.api.Routes.delete;
import static io.plimsoll.console.api.Routes.get;
import static io.plimsoll.console.api.Routes.listOf;
import static io.plimsoll.console.api.Routes.needed;
import static io.plimsoll.console.api.Routes.pageOf;
import static io.plimsoll.console.api.Routes.post;
import static io.plimsoll.console.api.Routes.put;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.access.AccessReport;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.CollectionSchedule;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.ReceiptDiff;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.collect.RunningCollection;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.FilterParser;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.credential.CredentialStatus;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.focus.FocusTags;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.PluginGrants;
import io.plimsoll.api.plugin.PluginPin;
import io.plimsoll.api.retention.RetentionReport;
import io.plimsoll.console.work.LongWork;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The routes of what an organisation has: connections, collections, costs, retention, audit, plug-ins. */
final class DataRoutes {
  private static final String ORGANISATION = "/organisations/{organisation}";
  private static final int DIMENSIONS = 8;
  private static final int FILTER_LETTERS = 4_000;
  private static final int ANSWER_ROWS = 100_000;
  private static final int SQL_ROWS = 10_000;
  private static final int SQL_LETTERS = 20_000;
  private static final int TAG_TEXTS = 100_000;

  private final LongWork work;
  private final BufferAllocator allocator;

  /** Questions that may take long, at the same time. */
  private final Semaphore questions = new Semaphore(16);

  private DataRoutes(LongWork work, BufferAllocator allocator) {
    this.work = work;
    this.allocator = allocator;
  }

  static List<Route> all(LongWork work, BufferAllocator allocator) {
    DataRoutes routes = new DataRoutes(work, allocator);
    List<Route> all = new ArrayList<>(routes.collectingRoutes());
    all.addAll(routes.asking());
    all.addAll(routes.keeping());
    return all;
  }

  private List<Route> collectingRoutes() {
    return List.of(
        get(ORGANISATION, "showOrganisation", "What is known of an organisation.", v -> {
              String name = v.organisation().profile().name();
              v.answer(
                  v.signedIn().organisations().stream().filter(o -> o.profile().name().equals(name)).map(Answers.Reached::of).findFirst().orElseThrow());
            })
            .answers(Answers.Reached.class),
        get(ORGANISATION + "/connections", "listConnections", "The connections, by name.", v ->
                v.answer(Page.of(v.organisation().connections(), Connection::name, v)))
            .paged().answers(pageOf(Connection.class)),
        put(ORGANISATION + "/connections/{connection}", "connect", "Add a connection, or replace its settings. For operators of the host.", v -> {
              Requests.NewConnection body = v.body(Requests.NewConnection.class);
              URI store = uri(needed("store", body.store()));
              Layout layout = body.layout() == null ? Layout.AZURE : Json.constant(Layout.class, "layout", body.layout());
              String credential = body.credential() == null ? "none" : body.credential();
              Map<String, String> settings = body.settings() == null ? Map.of() : body.settings();
              v.answer(connected(v, new Connection(v.path("connection"), store, layout, credential, settings), body));
            })
            .takes(Requests.NewConnection.class).answers(Connection.class),
        get(ORGANISATION + "/credentials", "listCredentials", "How the credentials of the connections stand.", v ->
                v.answer(v.organisation().credentials().all()))
            .answers(listOf(CredentialStatus.class)),
        delete(ORGANISATION + "/credentials/{connection}", "revokeCredential", "Destroy the secret of a connection.", v -> {
              v.organisation().credentials().revoke(v.path("connection"));
              v.nothing();
            }),
        post(ORGANISATION + "/connections/{connection}/access-check", "checkAccess", "What the credential of a connection may do.", v ->
                v.answer(v.organisation().checkAccess(v.path("connection"))))
            .answers(listOf(AccessReport.class)),
        get(ORGANISATION + "/schedule", "showSchedule", "When each connection is collected by itself, and which cannot be.", v ->
                v.answer(v.organisation().schedule()))
            .answers(listOf(CollectionSchedule.class)),
        post(ORGANISATION + "/collections", "collect", "Start to collect.", v -> {
              Requests.Collect body = v.body(Requests.Collect.class);
              RunningCollection running = v.organisation().collect(new CollectRequest(body.connection(), progress -> {}));
              v.started(
                  "collections", Answers.Collection.of(work.collections().start(v.path("organisation"), v.person(), running::await, running::cancel)),
                  Answers.Collection::id);
            })
            .takes(Requests.Collect.class).answers(202, Answers.Collection.class),
        get(ORGANISATION + "/collections/{collection}", "showCollection", "A collection that whoever asks started.", v -> {
              v.organisation();
              v.answer(Answers.Collection.of(work.collections().find(v.path("organisation"), v.person(), v.path("collection"))));
            })
            .answers(Answers.Collection.class),
        delete(ORGANISATION + "/collections/{collection}", "cancelCollection", "End it; nothing half-done is published.", v -> {
              v.organisation();
              work.collections().cancel(v.path("organisation"), v.person(), v.path("collection"));
              v.nothing();
            }),
        get(ORGANISATION + "/runs", "listRuns", "Every run known, the newest period first.", v ->
                v.answer(Page.of(v.organisation().runs(), DataRoutes::key, v)))
            .paged().answers(pageOf(Run.class)),
        get(ORGANISATION + "/receipts", "listReceipts", "The receipts in force for a billing period.", v ->
                v.answer(Page.of(v.organisation().receipts(v.month("period")), r -> key(r.run()), v)))
            .needs("period", "A month such as 2026-10.").paged().answers(pageOf(Receipt.class)),
        get(ORGANISATION + "/receipts/history", "listReceiptHistory", "Every receipt kept for a billing period, the newest first.", v ->
                v.answer(Page.of(v.organisation().receiptHistory(v.month("period")), r -> key(r.run()), v)))
            .needs("period", "A month such as 2026-10.").paged().answers(pageOf(Receipt.class)),
        get(ORGANISATION + "/receipts/difference", "compareRuns", "Why numbers changed between two runs.", v ->
                v.answer(v.organisation().diff(v.needed("before"), v.needed("after"))))
            .needs("before", "The id of a run.").needs("after", "The id of a run.").answers(ReceiptDiff.class));
  }

  private List<Route> asking() {
    return List.of(
        get(ORGANISATION + "/costs", "askCosts", "Costs: what is summed, by what, when, of which charges.", this::costs)
            .oneOf("metric", "The FOCUS column that is summed; EffectiveCost without it.", Arrays.stream(Metric.values()).map(Metric::column).toList())
            .needs("from", "The first day.").needs("to", "The day behind the last.")
            .with("by", "Up to 8 columns or tags, with commas: ServiceName,tag:env.")
            .oneOf("granularity", "How the days are cut; none without it.", names(Granularity.values()))
            .with("where", "Which charges count: ServiceName = 'Storage' and not RegionId like 'west%'.")
            .number("top", "How many groups to keep; the rest becomes 'other'.")
            .oneOf("compare", "What to compare with; none without it.", names(CostQuery.Comparison.values()))
            .answers(Answers.Costs.class).alsoAs(CostTables.CSV, CostTables.ARROW),
        post(ORGANISATION + "/sql", "askSql", "Read-only SQL over the tables focus and rollup.", this::sql)
            .takes(Requests.Sql.class).answers(Answers.Table.class).alsoAs(CostTables.CSV),
        get(ORGANISATION + "/tags", "listTags", "The tags of the charges of these days, and what was charged with each.", v ->
                v.answer(Page.of(tags(v), Answers.Tag::key, v)))
            .needs("from", "The first day.").needs("to", "The day behind the last.").paged().answers(pageOf(Answers.Tag.class)));
  }

  private List<Route> keeping() {
    return List.of(
        post(ORGANISATION + "/retention", "applyRetention", "Apply retention, or show what it would remove.", v ->
                v.answer(v.organisation().applyRetention(v.body(Requests.ApplyRetention.class).dryRun())))
            .takes(Requests.ApplyRetention.class).answers(RetentionReport.class),
        get(ORGANISATION + "/audit", "readAudit", "The audit chain, oldest first.", v -> {
              String type = v.query("type");
              v.answer(
                  Page.of(
                      v.organisation().audit().stream().filter(e -> type == null || isOf(type, e.event().type())).toList(),
                      e -> Long.toString(e.sequence()), v));
            })
            .with("type", "Only events of this type, or of a family such as run.").paged().answers(pageOf(AuditEntry.class)),
        post(ORGANISATION + "/audit/verification", "verifyAudit", "Check the whole audit chain.", v -> {
              AuditLedger.Verification found = v.organisation().verifyAudit();
              v.answer(new Answers.Verified(found.holds(), found.entries(), found.problems()));
            })
            .answers(Answers.Verified.class),
        get(ORGANISATION + "/plugins/{plugin}/grants", "listGrants", "What a plug-in asks for and was given.", v ->
                v.answer(v.organisation().plugins().grants(v.path("plugin"))))
            .answers(listOf(PluginGrants.class)),
        post(ORGANISATION + "/plugins/{plugin}/grants", "changeGrants", "Give a plug-in more, or take from it.", v -> {
              Requests.Grants body = v.body(Requests.Grants.class);
              Set<Grant> more = grants("grant", body.grant());
              Set<Grant> less = grants("revoke", body.revoke());
              var choices = v.organisation().plugins();
              List<PluginGrants> now = more.isEmpty() ? choices.grants(v.path("plugin")) : choices.grant(v.path("plugin"), more);
              v.answer(less.isEmpty() ? now : choices.revoke(v.path("plugin"), less));
            })
            .takes(Requests.Grants.class).answers(listOf(PluginGrants.class)),
        get(ORGANISATION + "/plugins/{plugin}/settings", "showSettings", "The settings of a plug-in.", v ->
                v.answer(new Answers.Settings(v.organisation().plugins().settings(v.path("plugin")))))
            .answers(Answers.Settings.class),
        Route.of(Route.Method.PATCH, ORGANISATION + "/plugins/{plugin}/settings", "changeSettings", "Change settings; an empty value removes one.",
                Route.Access.SIGNED_IN, v -> {
                  Answers.Settings body = v.body(Answers.Settings.class);
                  if (body.settings() == null || body.settings().containsValue(null)) {
                    throw Json.invalid("'settings' is an object of texts");
                  }
                  v.answer(new Answers.Settings(v.organisation().plugins().set(v.path("plugin"), body.settings())));
                })
            .takes(Answers.Settings.class).answers(Answers.Settings.class),
        get(ORGANISATION + "/pins", "listPins", "The plug-ins the organisation is held to.", v -> v.answer(v.organisation().pins()))
            .answers(listOf(PluginPin.class)),
        put(ORGANISATION + "/pins/{plugin}", "pin", "Hold the organisation to versions of a plug-in.", v ->
                v.answer(v.organisation().pin(v.path("plugin"), needed("range", v.body(Requests.Pin.class).range()))))
            .takes(Requests.Pin.class).answers(listOf(PluginPin.class)),
        delete(ORGANISATION + "/pins/{plugin}", "unpin", "Take the pin off.", v -> {
              v.organisation().pin(v.path("plugin"), null);
              v.nothing();
            }));
  }

  /** A secret that comes along is sealed, and no answer shows it. */
  private static Connection connected(Visit v, Connection wanted, Requests.NewConnection body) {
    Instant end = PeopleRoutes.instant(body.expiresAt());
    if (body.secret() == null || body.secret().isEmpty()) {
      if (end != null) {
        throw Json.invalid("'expiresAt' says when a secret ends, and 'secret' is missing");
      }
      return v.organisation().connect(wanted);
    }
    try (Secret given = Secret.of(body.secret().toCharArray())) {
      return v.organisation().connect(wanted, given, end);
    }
  }

  private void costs(Visit v) {
    CostQuery query = query(v);
    String format = v.format(List.of("application/json", CostTables.CSV, CostTables.ARROW));
    CostResult result = limited(() -> v.organisation().costs(query));
    if (result.rows().size() > ANSWER_ROWS) {
      throw new PlimsollException(
          ErrorCode.LIMIT_EXCEEDED, "The answer has " + result.rows().size() + " rows, and " + ANSWER_ROWS + " are the most.",
          "Ask for fewer days or dimensions, or for the top groups.");
    }
    switch (format) {
      case CostTables.CSV -> v.bytes(format, CostTables.csv(result));
      case CostTables.ARROW -> v.bytes(format, CostTables.arrow(result, allocator));
      default -> v.answer(Answers.Costs.of(result));
    }
  }

  private static CostQuery query(Visit v) {
    String metric = v.query("metric");
    Metric summed =
        metric == null
            ? Metric.EFFECTIVE_COST
            : Metric.ofColumn(metric)
                .orElseThrow(
                    () -> Json.invalid("'metric' is one of " + String.join(", ", Arrays.stream(Metric.values()).map(Metric::column).toList())));
    Period period = v.period();
    try {
      String by = v.query("by");
      List<Dimension> dimensions =
          by == null || by.isBlank() ? List.of() : Arrays.stream(by.split(",")).map(Dimension::parse).toList();
      if (dimensions.size() > DIMENSIONS) {
        throw Json.invalid("'by' names more than " + DIMENSIONS + " columns");
      }
      String where = v.query("where");
      if (where != null && where.length() > FILTER_LETTERS) {
        throw Json.invalid("'where' has more than " + FILTER_LETTERS + " characters");
      }
      String top = v.query("top");
      if (top != null && !top.matches("[0-9]{1,5}")) {
        throw Json.invalid("'top' is a number from 0 to 99999");
      }
      return CostQuery.of(summed, period)
          .by(dimensions)
          .granularity(v.constant(Granularity.class, "granularity", Granularity.NONE))
          .where(where == null || where.isBlank() ? Filter.all() : FilterParser.parse(where))
          .top(top == null ? 0 : Integer.parseInt(top))
          .compare(v.constant(CostQuery.Comparison.class, "compare", CostQuery.Comparison.NONE));
    } catch (IllegalArgumentException e) {
      throw Json.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** From the texts of all tags, each parsed once. */
  private List<Answers.Tag> tags(Visit v) {
    CostQuery query = CostQuery.of(Metric.EFFECTIVE_COST, v.period()).by(List.of(new Dimension.Column("Tags")));
    List<CostRow> rows = limited(() -> v.organisation().costs(query)).rows();
    if (rows.size() > TAG_TEXTS) {
      throw new PlimsollException(
          ErrorCode.LIMIT_EXCEEDED, "The charges have " + rows.size() + " different sets of tags, and " + TAG_TEXTS + " are the most.",
          "Ask for fewer days.");
    }
    Map<String, Set<String>> values = new TreeMap<>();
    Map<String, Map<String, BigDecimal>> costs = new TreeMap<>();
    for (CostRow row : rows) {
      String text = row.keys().get(0);
      if (text != null) {
        FocusTags.parse(text).values().forEach(
            (key, value) -> {
              values.computeIfAbsent(key, k -> new HashSet<>()).add(value);
              costs.computeIfAbsent(key, k -> new TreeMap<>()).merge(Objects.requireNonNullElse(row.unit(), ""), row.value(), BigDecimal::add);
            });
      }
    }
    return values.entrySet().stream().map(e -> new Answers.Tag(e.getKey(), e.getValue().size(), costs.getOrDefault(e.getKey(), Map.of()))).toList();
  }

  private void sql(Visit v) {
    Requests.Sql body = v.body(Requests.Sql.class);
    String sql = needed("sql", body.sql());
    if (sql.length() > SQL_LETTERS) {
      throw Json.invalid("'sql' has more than " + SQL_LETTERS + " characters");
    }
    int rows = body.maxRows() == null ? SQL_ROWS : body.maxRows();
    if (rows < 1 || rows > SQL_ROWS) {
      throw Json.invalid("'maxRows' is a number from 1 to " + SQL_ROWS);
    }
    String format = v.format(List.of("application/json", CostTables.CSV));
    SqlAnswer answer =
        limited(() -> v.organisation().sql(sql, new SqlLimits(rows, 1L << 29, Duration.ofSeconds(60))));
    Answers.Table table = Answers.Table.of(answer);
    if (format.equals(CostTables.CSV)) {
      v.header("Plimsoll-Cut", Boolean.toString(table.cut()));
      v.bytes(format, CostTables.csv(table.columns(), table.rows().stream().map(DataRoutes::safe).toList()));
    } else {
      v.answer(table);
    }
  }

  private static List<@Nullable String> safe(List<@Nullable String> row) {
    List<@Nullable String> safe = new ArrayList<>();
    for (String cell : row) {
      boolean number = cell != null && cell.matches("-[0-9].*");
      safe.add(number ? cell : CostTables.text(cell));
    }
    return safe;
  }

  private interface Question<T> {
    T ask();
  }

  private <T> T limited(Question<T> question) {
    if (!questions.tryAcquire()) {
      throw new PlimsollException(ErrorCode.TOO_MANY_REQUESTS, "Too many questions are asked at this moment.", "Ask again in a few seconds.");
    }
    try {
      return question.ask();
    } finally {
      questions.release();
    }
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getScheme() == null) {
        throw Json.invalid("'store' is an address such as https://ACCOUNT.dfs.core.windows.net/CONTAINER");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw Json.invalid("'store' is no address");
    }
  }

  private static Set<Grant> grants(String field, @Nullable List<String> words) {
    EnumSet<Grant> grants = EnumSet.noneOf(Grant.class);
    if (words == null) {
      throw Json.invalid("'" + field + "' is missing");
    }
    words.forEach(word -> grants.add(Json.constant(Grant.class, field, word)));
    return grants;
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Json::name).toList();
  }

  private static String key(Run run) {
    return run.connection() + "/" + run.export() + "/" + run.scope() + "/" + run.period() + "/" + run.id();
  }

  private static boolean isOf(String wanted, String type) {
    return type.equals(wanted) || type.startsWith(wanted.endsWith(".") ? wanted : wanted + ".");
  }
}

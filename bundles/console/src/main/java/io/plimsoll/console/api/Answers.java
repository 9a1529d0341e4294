package io.plimsoll.console.api;

import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.OrganisationAccess;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.api.region.OrganisationProfile;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is answered where the API's own values are not what a program wants to read. */
final class Answers {
  private Answers() {}

  /** Who is there. */
  record Who(Person person, Set<Scope> scopes, @Nullable String key, @Nullable String csrfToken, @Nullable Instant expiresAt) {}

  /** An organisation as who asks reaches it. */
  record Reached(
      String name,
      String region,
      OrganisationProfile.Plan plan,
      @Nullable Integer retentionDays,
      boolean legalHold,
      Instant createdAt,
      @Nullable String role,
      Map<String, AccessRole> access,
      List<String> portfolios,
      boolean secondFactorMissing) {
    static Reached of(OrganisationAccess o) {
      OrganisationProfile p = o.profile();
      return new Reached(
          p.name(), p.region(), p.plan(), p.retentionDays(), p.legalHold(), p.createdAt(),
          o.role() == null ? null : Json.name(o.role()), o.access(), o.portfolios(), o.secondFactorMissing());
    }
  }

  /** Costs; the keys of a row stand in the order of {@code by}. */
  record Costs(
      String metric,
      LocalDate from,
      LocalDate to,
      String granularity,
      List<String> by,
      List<Row> rows,
      List<Total> totals,
      boolean complete,
      List<String> missing,
      @Nullable Instant asOf,
      String source,
      long rowsScanned) {
    static Costs of(CostResult r) {
      return new Costs(
          r.query().metric().column(),
          r.query().period().from(),
          r.query().period().to(),
          Json.name(r.query().granularity()),
          r.query().by().stream().map(Dimension::name).toList(),
          r.rows().stream().map(row -> new Row(row.start(), row.keys(), row.unit(), row.value(), row.compared())).toList(),
          r.totals().stream().map(t -> new Total(t.unit(), t.value(), t.compared())).toList(),
          r.complete(),
          r.missing(),
          r.asOf(),
          Json.name(r.source()),
          r.rowsScanned());
    }
  }

  /** One row of costs. */
  record Row(
      @Nullable LocalDate start, List<@Nullable String> keys, @Nullable String unit, BigDecimal value, @Nullable BigDecimal compared) {}

  /** One total of a unit. */
  record Total(@Nullable String unit, BigDecimal value, @Nullable BigDecimal compared) {}

  /** An answer of SQL: every value as text. */
  record Table(List<String> columns, List<String> types, List<List<@Nullable String>> rows, boolean cut) {
    static Table of(SqlAnswer answer) {
      return new Table(answer.columns(), answer.types(), answer.rows().stream().map(Table::row).toList(), answer.cut());
    }

    private static List<@Nullable String> row(List<@Nullable Object> values) {
      List<@Nullable String> row = new ArrayList<>();
      for (Object value : values) {
        row.add(value == null ? null : value instanceof BigDecimal number ? Json.number(number) : value.toString());
      }
      return Collections.unmodifiableList(row);
    }
  }

  /** A member who was added. */
  record Invited(Member member, @Nullable String token, @Nullable Instant expiresAt) {}

  /** Settings of a plug-in. */
  record Settings(Map<String, String> settings) {}

  /** Whether a second factor is required. */
  record SecondFactor(boolean required) {}

  /** What an audit chain came to. */
  record Verified(boolean holds, long entries, List<String> problems) {}

  /** What keeps a host from working. */
  record Ready(boolean ready, List<String> problems) {}
}

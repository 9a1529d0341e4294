package io.plimsoll.host.identity;

import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.Person;
import io.plimsoll.host.state.Database;
import io.plimsoll.host.state.Remembered;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Persons, their one-time tokens and recovery codes, in the control plane. */
final class PersonTable {
  /** Of as many people who come at about the same time. */
  private static final int REMEMBERED = 1_000;

  private final Database database;
  private final Remembered<String, Optional<Account>> known;

  PersonTable(Database database) {
    this.database = database;
    this.known = database.remembered(REMEMBERED);
  }

  /** A one-time token as it is kept. */
  record Token(String person, OneTimeToken.Purpose purpose, Instant expiresAt) {}

  Optional<Account> byEmail(String email) {
    return database.read(h -> one(h, "email", email));
  }

  Optional<Account> byId(String id) {
    return known.of(id, h -> one(h, "id", id));
  }

  boolean isEmpty() {
    return database.read(h -> h.createQuery("select 1 from person limit 1").mapTo(Integer.class).findOne()).isEmpty();
  }

  List<Person> page(@Nullable String after, int limit) {
    return database.read(
        h ->
            h.createQuery("select * from person where email > :after order by email limit :limit")
                .bind("after", after == null ? "" : after)
                .bind("limit", limit)
                .map((row, c) -> account(row).person())
                .list());
  }

  /** Adds a person without a password; says whether the address was free. */
  boolean add(Person person) {
    int[] added = {0};
    database.write(
        h ->
            added[0] =
                h.execute(
                    "insert into person (id, email, name, state, operator, epoch, totp_step, created_at)"
                        + " values (?, ?, ?, ?, ?, 0, 0, ?) on conflict (email) do nothing",
                    person.id(), person.email(), person.name(), person.state().name(), person.operator() ? 1 : 0,
                    person.createdAt().toString()));
    return added[0] == 1;
  }

  void remove(String id) {
    database.write(
        h -> {
          for (String table : List.of("recovery_code", "one_time_token", "member", "member_access", "portfolio_person", "api_key", "identity_link", "session")) {
            h.execute("delete from " + table + " where person = ?", id);
          }
          h.execute("delete from person where id = ?", id);
        });
  }

  /** Sets the state of a person; ends his sessions. */
  void state(String id, Person.State state) {
    database.write(h -> h.execute("update person set state = ?, epoch = epoch + 1 where id = ?", state.name(), id));
  }

  void endSessions(String id) {
    database.write(h -> h.execute("update person set epoch = epoch + 1 where id = ?", id));
  }

  /** Sets a password; ends sessions and one-time tokens. */
  void password(String id, String hash) {
    database.write(
        h -> {
          h.execute("update person set password = ?, epoch = epoch + 1 where id = ?", hash, id);
          h.execute("delete from one_time_token where person = ?", id);
        });
  }

  /**
   * Takes a one-time token and sets what it was for, or nothing when it is gone: a token counts once, whoever is first.
   */
  boolean accept(String hash, Person person, String password) {
    boolean[] taken = {false};
    database.write(
        h -> {
          taken[0] = h.execute("delete from one_time_token where hash = ?", hash) == 1;
          if (taken[0]) {
            h.execute(
                "update person set password = ?, name = ?, epoch = epoch + 1, state ="
                    + " case when state = 'INVITED' then 'ACTIVE' else state end where id = ?",
                password, person.name(), person.id());
            h.execute("delete from one_time_token where person = ?", person.id());
          }
        });
    return taken[0];
  }

  /**
   * Makes the first person of a host, who owns what nobody owns; nobody when there is somebody already.
   */
  boolean first(String hash, Person person, String password) {
    boolean[] made = {false};
    database.write(
        h -> {
          if (h.execute("delete from one_time_token where hash = ?", hash) == 1
              && h.createQuery("select 1 from person limit 1").mapTo(Integer.class).findOne().isEmpty()) {
            h.execute(
                "insert into person (id, email, name, state, operator, epoch, password, totp_step, created_at)"
                    + " values (?, ?, ?, 'ACTIVE', 1, 0, ?, 0, ?)",
                person.id(), person.email(), person.name(), password, person.createdAt().toString());
            h.execute(
                "insert into member (organisation, person, role) select o.name, ?, 'OWNER' from organisation o"
                    + " where not exists (select 1 from member m where m.organisation = o.name and m.role = 'OWNER')",
                person.id());
            made[0] = true;
          }
        });
    return made[0];
  }

  void signedIn(String id, Instant at) {
    database.write(h -> h.execute("update person set last_sign_in = ? where id = ?", at.toString(), id));
  }

  // --- one-time tokens

  /** Keeps a token in place of those of the person before. */
  void token(String hash, Token token) {
    database.write(
        h -> {
          h.execute("delete from one_time_token where person = ?", token.person());
          h.execute(
              "insert into one_time_token (hash, person, purpose, expires_at) values (?, ?, ?, ?)",
              hash, token.person(), token.purpose().name(), token.expiresAt().toString());
        });
  }

  Optional<Token> token(String hash) {
    return database.read(
        h ->
            h.createQuery("select * from one_time_token where hash = ?")
                .bind(0, hash)
                .map(
                    (row, c) ->
                        new Token(
                            row.getString("person"),
                            OneTimeToken.Purpose.valueOf(row.getString("purpose")),
                            Instant.parse(row.getString("expires_at"))))
                .findOne());
  }

  // --- second factor

  /** Keeps a second factor that waits for its first code. */
  void pendingFactor(String id, String sealed, List<String> codes) {
    database.write(
        h -> {
          h.execute("update person set totp_pending = ? where id = ?", sealed, id);
          h.execute("delete from recovery_code where person = ? and pending = 1", id);
          codes.forEach(
              hash -> h.execute("insert into recovery_code (person, hash, pending) values (?, ?, 1)", id, hash));
        });
  }

  /** Puts the one that waits in force. */
  void confirmFactor(String id, long step) {
    database.write(
        h -> {
          h.execute(
              "update person set totp = totp_pending, totp_pending = null, totp_step = ?, epoch = epoch + 1 where id = ?",
              step, id);
          h.execute("delete from recovery_code where person = ? and pending = 0", id);
          h.execute("update recovery_code set pending = 0 where person = ?", id);
        });
  }

  /** The sealed secrets of all second factors, by {@code totp ID} and {@code pending ID}. */
  Map<String, String> sealedFactors() {
    Map<String, String> sealed = new TreeMap<>();
    for (String column : List.of("totp", "totp_pending")) {
      database
          .read(
              h ->
                  h.createQuery("select id, " + column + " from person where " + column + " is not null")
                      .map((row, c) -> Map.entry(column + " " + row.getString(1), row.getString(2)))
                      .list())
          .forEach(e -> sealed.put(e.getKey(), e.getValue()));
    }
    return sealed;
  }

  /** Replaces a sealed secret by the same one sealed again; not when it was changed meanwhile. */
  boolean sealFactor(String id, String before, String after) {
    int[] changed = {0};
    database.write(
        h ->
            changed[0] =
                h.execute("update person set totp = ? where id = ? and totp = ?", after, id, before)
                    + h.execute("update person set totp_pending = ? where id = ? and totp_pending = ?", after, id, before));
    return changed[0] > 0;
  }

  void removeFactor(String id) {
    database.write(
        h -> {
          h.execute(
              "update person set totp = null, totp_pending = null, totp_step = 0, epoch = epoch + 1 where id = ?", id);
          h.execute("delete from recovery_code where person = ?", id);
        });
  }

  /** Uses a step; says whether nobody used it or a later one before. */
  boolean useStep(String id, long step) {
    int[] used = {0};
    database.write(
        h -> used[0] = h.execute("update person set totp_step = ? where id = ? and totp_step < ?", step, id, step));
    return used[0] == 1;
  }

  /** Uses a recovery code; says whether there was one. */
  boolean useRecoveryCode(String id, String hash) {
    int[] used = {0};
    database.write(
        h ->
            used[0] =
                h.execute("delete from recovery_code where person = ? and hash = ? and pending = 0", id, hash));
    return used[0] == 1;
  }

  private static Optional<Account> one(Handle h, String column, String value) {
    return h.createQuery("select * from person where " + column + " = ?")
        .bind(0, value)
        .map((row, c) -> account(row))
        .findOne();
  }

  static Optional<Person> person(Handle h, String id) {
    return h.createQuery("select * from person where id = ?").bind(0, id).map((row, c) -> account(row).person()).findOne();
  }

  private static Account account(ResultSet row) throws SQLException {
    String last = row.getString("last_sign_in");
    Person person =
        new Person(
            row.getString("id"),
            row.getString("email"),
            row.getString("name"),
            Person.State.valueOf(row.getString("state")),
            row.getString("totp") != null,
            row.getInt("operator") != 0,
            Instant.parse(row.getString("created_at")),
            last == null ? null : Instant.parse(last));
    return new Account(
        person, row.getInt("epoch"), row.getString("password"), row.getString("totp"), row.getString("totp_pending"),
        row.getLong("totp_step"));
  }
}

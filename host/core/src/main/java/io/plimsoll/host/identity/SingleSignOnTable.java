package io.plimsoll.host.identity;

import io.plimsoll.host.state.Database;
import io.plimsoll.host.state.Remembered;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Providers of organisations, who people are to them, and sign-ins under way, in the control plane. */
final class SingleSignOnTable {
  /** Of as many people who come at about the same time. */
  private static final int REMEMBERED = 1_000;

  private final Database database;
  private final Remembered<List<String>, Boolean> linked;

  SingleSignOnTable(Database database) {
    this.database = database;
    this.linked = database.remembered(REMEMBERED);
  }

  /** A provider as it is set up, without its secret. */
  record Provider(String name, Map<String, String> settings, Instant changedAt) {}

  /**
   * A sign-in under way.
   *
   * @param kept sealed
   */
  record Begun(String browser, String organisation, String returnTo, String kept, Instant expiresAt) {}

  Optional<Provider> provider(String organisation) {
    return database.read(
        h -> {
          Map<String, String> settings = new TreeMap<>();
          h.createQuery("select name, value from single_sign_on_setting where organisation = ?")
              .bind(0, organisation)
              .map((row, c) -> Map.entry(row.getString(1), row.getString(2)))
              .forEach(e -> settings.put(e.getKey(), e.getValue()));
          return h.createQuery("select provider, changed_at from single_sign_on where organisation = ?")
              .bind(0, organisation)
              .map((row, c) -> new Provider(row.getString(1), settings, Instant.parse(row.getString(2))))
              .findOne();
        });
  }

  void set(String organisation, Provider provider) {
    database.write(
        h -> {
          forgetProvider(h, organisation);
          h.execute(
              "insert into single_sign_on (organisation, provider, changed_at) values (?, ?, ?)",
              organisation, provider.name(), provider.changedAt().toString());
          provider
              .settings()
              .forEach(
                  (name, value) ->
                      h.execute(
                          "insert into single_sign_on_setting (organisation, name, value) values (?, ?, ?)",
                          organisation, name, value));
        });
  }

  /** Forgets the provider and who people were to it. */
  void remove(String organisation) {
    database.write(
        h -> {
          forgetProvider(h, organisation);
          h.execute("delete from identity_link where organisation = ?", organisation);
          h.execute("delete from sign_in_begun where organisation = ?", organisation);
        });
  }

  /** Keeps a sign-in that begins; forgets those that nobody ended in time. */
  void begin(String state, Begun begun, Instant now) {
    database.write(
        h -> {
          h.execute("delete from sign_in_begun where expires_at < ?", now.toString());
          h.execute(
              "insert into sign_in_begun (state, browser, organisation, return_to, kept, expires_at)"
                  + " values (?, ?, ?, ?, ?, ?)",
              state, begun.browser(), begun.organisation(), begun.returnTo(), begun.kept(), begun.expiresAt().toString());
        });
  }

  /** Takes a sign-in that began in this browser, once, whoever is first. */
  Optional<Begun> take(String state, String browser, String organisation) {
    List<Begun> taken = new java.util.ArrayList<>();
    database.write(
        h -> {
          h.createQuery("select * from sign_in_begun where state = ? and browser = ? and organisation = ?")
              .bind(0, state)
              .bind(1, browser)
              .bind(2, organisation)
              .map(
                  (row, c) ->
                      new Begun(
                          row.getString("browser"), row.getString("organisation"), row.getString("return_to"),
                          row.getString("kept"), Instant.parse(row.getString("expires_at"))))
              .findOne()
              .ifPresent(taken::add);
          if (h.execute("delete from sign_in_begun where state = ? and browser = ? and organisation = ?", state, browser, organisation) != 1) {
            taken.clear();
          }
        });
    return taken.stream().findFirst();
  }

  /** The person somebody was linked with. */
  Optional<String> linked(String organisation, String issuer, String subject) {
    return database.read(
        h ->
            h.createQuery("select person from identity_link where organisation = ? and issuer = ? and subject = ?")
                .bind(0, organisation)
                .bind(1, issuer)
                .bind(2, subject)
                .mapTo(String.class)
                .findOne());
  }

  /** Whether a person was linked in an organisation. */
  boolean isLinked(String organisation, String person) {
    return linked.of(
        List.of(organisation, person),
        h ->
            h.createQuery("select 1 from identity_link where organisation = ? and person = ? limit 1")
                .bind(0, organisation)
                .bind(1, person)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** Whether a person was linked anywhere. */
  boolean isLinked(String person) {
    return database.read(
            h ->
                h.createQuery("select 1 from identity_link where person = ? limit 1")
                    .bind(0, person)
                    .mapTo(Integer.class)
                    .findOne())
        .isPresent();
  }

  /**
   * Links a person with who he is to a provider and lets him in if he was only invited. Says whether it did: a person has
   * one link with an issuer, so another account with the same address does not become him.
   */
  boolean link(String organisation, String issuer, String subject, String person, Instant at) {
    boolean[] linked = {false};
    database.write(
        h -> {
          linked[0] =
              h.execute(
                      "insert into identity_link (organisation, issuer, subject, person, linked_at) values (?, ?, ?, ?, ?)"
                          + " on conflict do nothing",
                      organisation, issuer, subject, person, at.toString())
                  == 1;
          if (linked[0]) {
            h.execute("update person set state = 'ACTIVE' where id = ? and state = 'INVITED'", person);
          }
        });
    return linked[0];
  }

  private static void forgetProvider(Handle h, String organisation) {
    h.execute("delete from single_sign_on where organisation = ?", organisation);
    h.execute("delete from single_sign_on_setting where organisation = ?", organisation);
  }
}

package io.plimsoll.host.identity;

import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.Portfolio;
import io.plimsoll.api.identity.PortfolioShare;
import io.plimsoll.host.state.Database;
import io.plimsoll.host.state.Remembered;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Portfolios, who is in them and what was shared with them, in the control plane. */
final class PortfolioTable {
  /** Of as many people who come at about the same time. */
  private static final int REMEMBERED = 1_000;

  private final Database database;
  private final Remembered<WithPerson, List<PortfolioShare>> shared;

  PortfolioTable(Database database) {
    this.database = database;
    this.shared = database.remembered(REMEMBERED);
  }

  /** An organisation as a person may see it. */
  private record WithPerson(String person, String organisation) {}

  List<Portfolio> all() {
    List<String> names =
        database.read(h -> h.createQuery("select name from portfolio order by name").mapTo(String.class).list());
    return names.stream().map(this::find).flatMap(Optional::stream).toList();
  }

  Optional<Portfolio> find(String name) {
    if (database.read(
            h -> h.createQuery("select 1 from portfolio where name = ?").bind(0, name).mapTo(Integer.class).findOne())
        .isEmpty()) {
      return Optional.empty();
    }
    List<Person> people =
        database.read(
            h ->
                h.createQuery("select person from portfolio_person where portfolio = ?")
                    .bind(0, name)
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .flatMap(id -> PersonTable.person(h, id).stream())
                    .sorted(Comparator.comparing(Person::email))
                    .toList());
    return Optional.of(new Portfolio(name, people, shares("portfolio", name, "organisation")));
  }

  boolean create(String name, Instant now) {
    int[] made = {0};
    database.write(
        h ->
            made[0] =
                h.execute(
                    "insert into portfolio (name, created_at) values (?, ?) on conflict (name) do nothing",
                    name, now.toString()));
    return made[0] == 1;
  }

  void add(String name, String person) {
    database.write(
        h ->
            h.execute(
                "insert into portfolio_person (portfolio, person) values (?, ?) on conflict (portfolio, person) do nothing",
                name, person));
  }

  boolean remove(String name, String person) {
    int[] removed = {0};
    database.write(
        h ->
            removed[0] = h.execute("delete from portfolio_person where portfolio = ? and person = ?", name, person));
    return removed[0] == 1;
  }

  void delete(String name) {
    database.write(
        h -> {
          h.execute("delete from portfolio_person where portfolio = ?", name);
          h.execute("delete from portfolio_share where portfolio = ?", name);
          h.execute("delete from portfolio where name = ?", name);
        });
  }

  void share(String portfolio, String organisation, AccessRole role) {
    database.write(
        h -> {
          h.execute("delete from portfolio_share where portfolio = ? and organisation = ?", portfolio, organisation);
          if (role != AccessRole.NONE) {
            h.execute(
                "insert into portfolio_share (portfolio, organisation, role) values (?, ?, ?)",
                portfolio, organisation, role.name());
          }
        });
  }

  /** With whom an organisation is shared. */
  List<PortfolioShare> sharesOf(String organisation) {
    return shares("organisation", organisation, "portfolio");
  }

  /** What is shared with the portfolios of a person. */
  List<PortfolioShare> sharesWith(String person) {
    return database.read(
        h ->
            h.createQuery(
                    "select s.portfolio, s.organisation, s.role from portfolio_share s join portfolio_person p"
                        + " on p.portfolio = s.portfolio where p.person = ? order by s.organisation, s.portfolio")
                .bind(0, person)
                .map((row, c) -> new PortfolioShare(row.getString(1), row.getString(2), AccessRole.valueOf(row.getString(3))))
                .list());
  }

  /** One organisation as it was shared with a person. */
  List<PortfolioShare> sharesWith(String person, String organisation) {
    return shared.of(
        new WithPerson(person, organisation),
        h ->
            List.copyOf(
                h.createQuery(
                        "select s.portfolio, s.organisation, s.role from portfolio_share s join portfolio_person p"
                            + " on p.portfolio = s.portfolio where p.person = ? and s.organisation = ? order by s.portfolio")
                    .bind(0, person)
                    .bind(1, organisation)
                    .map((row, c) -> new PortfolioShare(row.getString(1), row.getString(2), AccessRole.valueOf(row.getString(3))))
                    .list()));
  }

  private List<PortfolioShare> shares(String column, String value, String order) {
    return database.read(
        h ->
            h.createQuery("select portfolio, organisation, role from portfolio_share where " + column + " = ? order by " + order)
                .bind(0, value)
                .map((row, c) -> new PortfolioShare(row.getString(1), row.getString(2), AccessRole.valueOf(row.getString(3))))
                .list());
  }
}

package io.plimsoll.host.identity;

import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.SignInWay;
import io.plimsoll.host.state.Database;
import io.plimsoll.host.state.Remembered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who is in which organisation, in the control plane. Every method names the organisation or the person it is about. */
final class MemberTable {
  /** Of as many people who come at about the same time. */
  private static final int REMEMBERED = 1_000;

  private final Database database;
  private final Remembered<InOrganisation, Optional<Member>> known;
  private final Remembered<String, Boolean> factorRequired;

  MemberTable(Database database) {
    this.database = database;
    this.known = database.remembered(REMEMBERED);
    this.factorRequired = database.remembered(REMEMBERED);
  }

  /** A person in an organisation. */
  private record InOrganisation(String organisation, String person) {}

  List<Member> of(String organisation) {
    return database.read(
        h -> {
          List<Member> members = new ArrayList<>();
          for (String id :
              h.createQuery("select person from member where organisation = ?")
                  .bind(0, organisation)
                  .mapTo(String.class)
                  .list()) {
            member(h, organisation, id).ifPresent(members::add);
          }
          members.sort(Comparator.comparing(m -> m.person().email()));
          return members;
        });
  }

  Optional<Member> find(String organisation, String person) {
    return known.of(new InOrganisation(organisation, person), h -> member(h, organisation, person));
  }

  private record Place(OrganisationRole role, SignInWay way) {}

  /** The organisations a person is in, by name. */
  List<String> organisations(String person) {
    return database.read(
        h ->
            h.createQuery("select organisation from member where person = ? order by organisation")
                .bind(0, person)
                .mapTo(String.class)
                .list());
  }

  /** A page of the organisations a person reaches with a password, as a member or through a portfolio, by name. */
  List<String> reached(String person, @Nullable String after, int limit) {
    return database.read(
        h ->
            h.createQuery(
                    "select organisation from (select organisation from member where person = :person union"
                        + " select s.organisation from portfolio_share s join portfolio_person p on p.portfolio = s.portfolio"
                        + " where p.person = :person) reached where organisation > :after and not exists (select 1 from member m"
                        + " where m.organisation = reached.organisation and m.person = :person and m.sign_in = 'SSO') order by organisation limit :limit")
                .bind("person", person)
                .bind("after", after == null ? "" : after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  /** Adds a member; does nothing when he is one. */
  boolean add(String organisation, String person, OrganisationRole role, Map<String, AccessRole> access, SignInWay way) {
    boolean[] added = {false};
    database.write(
        h -> {
          added[0] =
              h.execute(
                      "insert into member (organisation, person, role, sign_in) values (?, ?, ?, ?)"
                          + " on conflict (organisation, person) do nothing",
                      organisation, person, role.name(), way.name())
                  == 1;
          if (added[0]) {
            access(h, organisation, person, access);
          }
        });
    return added[0];
  }

  /** Changes how a member gets in. */
  void way(String organisation, String person, SignInWay way) {
    database.write(
        h -> {
          h.execute("update member set sign_in = ? where organisation = ? and person = ?", way.name(), organisation, person);
          if (!way.bySingleSignOn()) {
            h.execute("delete from identity_link where organisation = ? and person = ?", organisation, person);
          }
        });
  }

  /** Whether single sign-on is the only way in for a person, who then needs no password. */
  boolean bySingleSignOnAlone(String person) {
    return database.read(
        h ->
            h.createQuery(
                    "select 1 from member where person = ? and sign_in = 'SSO' and not exists"
                        + " (select 1 from member o where o.person = ? and o.sign_in <> 'SSO')"
                        + " and not exists (select 1 from portfolio_person f where f.person = ?) limit 1")
                .bind(0, person)
                .bind(1, person)
                .bind(2, person)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** Changes a member; says whether an owner is left. Nothing changes when not. */
  boolean change(String organisation, String person, OrganisationRole role, Map<String, AccessRole> access) {
    boolean[] changed = {false};
    database.write(
        h -> {
          if (role == OrganisationRole.OWNER || leavesAnOwner(h, organisation, person)) {
            h.execute(
                "update member set role = ? where organisation = ? and person = ?", role.name(), organisation, person);
            access(h, organisation, person, access);
            changed[0] = true;
          }
        });
    return changed[0];
  }

  /** Takes a member out with his keys; says whether an owner is left. Nothing changes when not. */
  boolean remove(String organisation, String person) {
    boolean[] removed = {false};
    database.write(
        h -> {
          if (leavesAnOwner(h, organisation, person)) {
            h.execute("delete from member where organisation = ? and person = ?", organisation, person);
            h.execute("delete from member_access where organisation = ? and person = ?", organisation, person);
            h.execute("delete from api_key where organisation = ? and person = ?", organisation, person);
            h.execute("delete from identity_link where organisation = ? and person = ?", organisation, person);
            removed[0] = true;
          }
        });
    return removed[0];
  }

  boolean secondFactorRequired(String organisation) {
    return factorRequired.of(
        organisation,
        h ->
            h.createQuery("select 1 from second_factor_optional where organisation = ?")
                .bind(0, organisation)
                .mapTo(Integer.class)
                .findOne()
                .isEmpty());
  }

  void requireSecondFactor(String organisation, boolean required) {
    database.write(
        h -> {
          h.execute("delete from second_factor_optional where organisation = ?", organisation);
          if (!required) {
            h.execute("insert into second_factor_optional (organisation) values (?)", organisation);
          }
        });
  }

  /** Forgets everything about an organisation, its keys among it. */
  void forget(String organisation) {
    database.write(
        h -> {
          for (String table : List.of("member", "member_access", "second_factor_optional", "portfolio_share", "api_key")) {
            h.execute("delete from " + table + " where organisation = ?", organisation);
          }
        });
  }

  /**
   * Whether somebody else, not disabled, owns the organisation, or this person does not. The rows of its owners are
   * locked first, so that two owners who take out each other at the same time do not both succeed.
   */
  private static boolean leavesAnOwner(Handle h, String organisation, String person) {
    h.execute("update member set role = role where organisation = ? and role = 'OWNER'", organisation);
    boolean owner =
        h.createQuery("select 1 from member where organisation = ? and person = ? and role = 'OWNER'")
            .bind(0, organisation)
            .bind(1, person)
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    return !owner
        || h.createQuery(
                "select 1 from member m join person p on p.id = m.person where m.organisation = ? and m.role = 'OWNER'"
                    + " and m.person <> ? and p.state <> 'DISABLED' limit 1")
            .bind(0, organisation)
            .bind(1, person)
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
  }

  private static void access(Handle h, String organisation, String person, Map<String, AccessRole> access) {
    h.execute("delete from member_access where organisation = ? and person = ?", organisation, person);
    access.forEach(
        (connection, role) -> {
          if (role != AccessRole.NONE) {
            h.execute(
                "insert into member_access (organisation, person, connection, role) values (?, ?, ?, ?)",
                organisation, person, connection, role.name());
          }
        });
  }

  private static Optional<Member> member(Handle h, String organisation, String id) {
    Optional<Place> place =
        h.createQuery("select role, sign_in from member where organisation = ? and person = ?")
            .bind(0, organisation)
            .bind(1, id)
            .map((row, c) -> new Place(OrganisationRole.valueOf(row.getString(1)), SignInWay.valueOf(row.getString(2))))
            .findOne();
    Optional<Person> person = PersonTable.person(h, id);
    if (place.isEmpty() || person.isEmpty()) {
      return Optional.empty();
    }
    Map<String, AccessRole> access = new TreeMap<>();
    h.createQuery("select connection, role from member_access where organisation = ? and person = ?")
        .bind(0, organisation)
        .bind(1, id)
        .map((row, c) -> Map.entry(row.getString(1), AccessRole.valueOf(row.getString(2))))
        .forEach(e -> access.put(e.getKey(), e.getValue()));
    return Optional.of(new Member(person.get(), place.get().role(), access, place.get().way()));
  }
}

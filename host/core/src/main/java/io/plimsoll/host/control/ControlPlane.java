package io.plimsoll.host.control;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.host.state.Database;
import io.plimsoll.host.state.Remembered;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which organisations there are. */
public final class ControlPlane {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,61}[a-z0-9]");
  private static final Pattern REGION = Pattern.compile("[a-z][a-z0-9-]{1,62}");

  private static final int REMEMBERED = 1_000;

  private final Database database;
  private final Remembered<String, Optional<OrganisationProfile>> known;

  /** Works on a database at the newest schema. */
  public ControlPlane(Database database) {
    this.database = database;
    this.known = database.remembered(REMEMBERED);
  }

  /**
   * Refuses an organisation that cannot be added.
   *
   * @throws PlimsollException {@code INVALID_REQUEST} or {@code ALREADY_EXISTS}
   */
  public void requireNew(OrganisationProfile profile) {
    if (!NAME.matcher(profile.name()).matches() || profile.name().equals("host")) {
      throw invalid(
          "'" + profile.name() + "' cannot name an organisation.",
          "Use 2 to 63 lower-case letters, digits and hyphens, a letter first; 'host' is taken.");
    }
    if (!REGION.matcher(profile.region()).matches()) {
      throw invalid(
          "'" + profile.region() + "' cannot name a region.",
          "Use the region's own name, such as westeurope: lower-case letters, digits and hyphens.");
    }
    Integer days = profile.retentionDays();
    if (days != null && profile.plan() != Plan.ENTERPRISE) {
      throw invalid(
          "A custom retention of " + days + " days needs the enterprise plan.",
          "Leave the days out, or choose the enterprise plan.");
    }
    if (days != null && days < 1) {
      throw invalid("A retention of " + days + " days keeps nothing.", "Give at least 1 day.");
    }
    if (find(profile.name()).isPresent()) {
      throw new PlimsollException(
          ErrorCode.ALREADY_EXISTS, "There is an organisation " + profile.name() + " already.", "Choose another name.");
    }
  }

  /** Adds an organisation. */
  public void add(OrganisationProfile profile) {
    requireNew(profile);
    Integer days = profile.retentionDays();
    database.write(
        h -> {
          h.execute(
              "insert into organisation (name, region, plan, retention_days, legal_hold, created_at)"
                  + " values (?, ?, ?, ?, ?, ?)",
              profile.name(),
              profile.region(),
              profile.plan().name(),
              days,
              profile.legalHold() ? 1 : 0,
              profile.createdAt().toString());
          h.execute(
              "insert into schedule (organisation, due_at) values (?, ?)", profile.name(), profile.createdAt().toString());
        });
  }

  /**
   * The organisation of this name.
   *
   * @throws PlimsollException {@code NOT_FOUND}
   */
  public OrganisationProfile get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.NOT_FOUND, "There is no organisation " + name + ".",
                    "See those there are with: plimsoll org list."));
  }

  /** A page of the organisations, by name, behind the name given. */
  public List<OrganisationProfile> page(@Nullable String after, int limit) {
    return database.read(
        h ->
            h.createQuery("select * from organisation where name > :after order by name limit :limit")
                .bind("after", after == null ? "" : after)
                .bind("limit", limit)
                .map((row, context) -> profile(row))
                .list());
  }

  /** Puts a legal hold on or takes it off. */
  public void hold(String name, boolean on) {
    database.write(h -> h.execute("update organisation set legal_hold = ? where name = ?", on ? 1 : 0, name));
  }

  /** Forgets an organisation. */
  public void remove(String name) {
    database.write(
        h -> {
          h.execute("delete from schedule where organisation = ?", name);
          h.execute("delete from organisation where name = ?", name);
        });
  }

  /** The organisation of this name, if there is one. */
  public Optional<OrganisationProfile> find(String name) {
    return known.of(
        name,
        h ->
            h.createQuery("select * from organisation where name = :name")
                .bind("name", name)
                .map((row, context) -> profile(row))
                .findOne());
  }

  private static OrganisationProfile profile(ResultSet row) throws SQLException {
    int days = row.getInt("retention_days");
    return new OrganisationProfile(
        row.getString("name"),
        row.getString("region"),
        Plan.valueOf(row.getString("plan")),
        days == 0 ? null : days,
        row.getInt("legal_hold") != 0,
        Instant.parse(row.getString("created_at")));
  }

  private static PlimsollException invalid(String message, String advice) {
    return new PlimsollException(ErrorCode.INVALID_REQUEST, message, advice);
  }
}

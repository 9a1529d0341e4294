package io.plimsoll.host.access;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.region.RegionListing.Origin;
import io.plimsoll.api.region.RegionListing.Source;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps a connection within the region of its organisation, and notes how the region of its place is known. */
public final class ConnectionRegion {
  /** The setting with the region of the place. */
  public static final String REGION = "region";

  /** The setting with how that is known; the host alone writes it. */
  public static final String ORIGIN = "region.origin";

  private ConnectionRegion() {}

  /**
   * The connection with the region of its place noted.
   *
   * @param read the region as whoever runs the place says; empty when nobody could be asked
   * @throws PlimsollException {@code REFUSED} when the place lies elsewhere than the organisation, or nobody knows
   */
  public static Connection place(OrganisationProfile profile, Connection connection, Optional<String> read) {
    String declared = spelled(connection.settings().get(REGION));
    String found = spelled(read.orElse(null));
    if (found != null && declared != null && !found.equals(declared)) {
      throw refused(
          "The store of connection " + connection.name() + " lies in " + found + ", not in " + declared + " as declared.",
          "Leave --set region out; where the store lies was read from Azure.");
    }
    if (found == null && declared == null && isOfThisMachine(connection)) {
      return noted(connection, null, Origin.MACHINE);
    }
    String region = found == null ? declared : found;
    if (region == null) {
      throw refused(
          "It is not known in which region the store of connection " + connection.name() + " lies.",
          "Declare it with --set region=" + profile.region() + " when it lies there, or give the credential the role Reader"
              + " on the storage account, so that it can be read.");
    }
    if (!region.equals(spelled(profile.region()))) {
      throw refused(
          "The store of connection " + connection.name() + " lies in " + region + ", the organisation " + profile.name()
              + " in " + profile.region() + ".",
          "Results stay in the region of their data: connect it to an organisation made with --region " + region + ".");
    }
    return noted(connection, region, found == null ? Origin.DECLARED : Origin.READ);
  }

  /** Where the exports of a connection lie, as noted. */
  public static Source source(Connection connection) {
    String origin = connection.settings().get(ORIGIN);
    return new Source(
        connection.name(),
        connection.store(),
        connection.settings().get(REGION),
        origin == null ? (isOfThisMachine(connection) ? Origin.MACHINE : Origin.DECLARED) : Origin.valueOf(origin.toUpperCase(Locale.ROOT)));
  }

  private static Connection noted(Connection connection, @Nullable String region, Origin origin) {
    Map<String, String> settings = new TreeMap<>(connection.settings());
    if (origin == Origin.MACHINE) {
      return connection;
    }
    settings.put(REGION, String.valueOf(region));
    settings.put(ORIGIN, origin.name().toLowerCase(Locale.ROOT));
    return new Connection(connection.name(), connection.store(), connection.layout(), connection.credential(), settings);
  }

  private static boolean isOfThisMachine(Connection connection) {
    String scheme = connection.store().getScheme();
    return scheme == null || scheme.equalsIgnoreCase("file");
  }

  /** As Azure's programs write regions: West Europe is westeurope. */
  private static @Nullable String spelled(@Nullable String region) {
    return region == null ? null : region.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }

  private static PlimsollException refused(String message, String advice) {
    return new PlimsollException(ErrorCode.REFUSED, message, advice);
  }
}

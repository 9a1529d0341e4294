package io.plimsoll.generator.estate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a charge is for.
 *
 * @param subscription index of the subscription; -1 when the charge has none
 * @param region index of the region; -1 when the charge has none
 * @param id {@code null} when the charge has no resource
 * @param tags a JSON object, or {@code null}
 * @param publisher who sells it
 */
public record Resource(
    ServiceWords service,
    int subscription,
    int region,
    @Nullable String id,
    @Nullable String name,
    @Nullable String group,
    @Nullable String tags,
    @Nullable String costCenter,
    String publisher) {

  static final String[] REGION_IDS = {
    "westeurope", "northeurope", "germanywestcentral", "eastus", "eastus2", "westus2", "uksouth", "southeastasia",
    "australiaeast", "centralus"
  };
  static final String[] REGION_NAMES = {
    "West Europe", "North Europe", "Germany West Central", "East US", "East US 2", "West US 2", "UK South",
    "Southeast Asia", "Australia East", "Central US"
  };
  static final String[] ENVIRONMENTS = {"prod", "dev", "test", "stg"};
  private static final String[] APPLICATIONS = {
    "checkout", "catalog", "search", "ledger", "fraud", "ingest", "identity", "billing", "portal", "reco",
    "warehouse", "telemetry"
  };
  private static final String[] CLASSES = {"public", "internal", "confidential", "restricted"};
  private static final String[] LEVELS = {"gold", "silver", "bronze"};

  /** What a resource says of its service. */
  public record ServiceWords(
      String name, String category, String subcategory, String label, String resourceType, String provider,
      String model) {
    static ServiceWords of(Service service) {
      String type = service.type().isEmpty() ? "" : service.provider() + '/' + service.type();
      return new ServiceWords(
          service.name(), service.category(), service.subcategory(), service.label(),
          type.toLowerCase(Locale.ROOT), service.provider(), service.model());
    }
  }

  /** The region's id. */
  public @Nullable String regionId() {
    return region < 0 ? null : REGION_IDS[region];
  }

  /** The region's name. */
  public @Nullable String regionName() {
    return region < 0 ? null : REGION_NAMES[region];
  }

  /** A resource as people build them, with tags in nine of ten. */
  static Resource regular(long seed, int number, Service service, int subscription, String subscriptionId) {
    String application = Hash.pick(APPLICATIONS, seed, number, 64);
    String environment = environment(seed, number);
    int region = Hash.below(100, seed, number, 63) < 55 ? 0 : Hash.below(REGION_IDS.length, seed, number, 66);
    String group = "rg-" + application + '-' + environment + '-' + REGION_IDS[region] + '-'
        + padded(Hash.below(40, seed, number, 67), 2);
    String name = service.prefix() + '-' + application + '-' + environment + '-' + padded(number, 5);
    String costCenter = "CC" + padded(Hash.below(220, seed, number, 68), 4);
    return new Resource(
        ServiceWords.of(service), subscription, region, id(service, subscriptionId, group, name), name, group,
        tags(seed, number, application, environment, costCenter), costCenter, "Microsoft");
  }

  static String environment(long seed, int number) {
    return ENVIRONMENTS[Math.max(0, Hash.below(7, seed, number, 65) - 3)];
  }

  static String id(Service service, String subscriptionId, String group, String name) {
    StringBuilder id = new StringBuilder(160);
    id.append("/subscriptions/").append(subscriptionId).append("/resourcegroups/").append(group)
        .append("/providers/").append(service.provider());
    String[] types = service.type().split("/");
    for (int i = 0; i < types.length; i++) {
      boolean parent = i < types.length - 1;
      id.append('/').append(types[i]).append('/').append(parent ? "srv-" + name : name);
    }
    return id.toString().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String tags(
      long seed, int number, String application, String environment, String costCenter) {
    if (Hash.below(100, seed, number, 70) < 12) {
      return null;
    }
    int more = Hash.below(6, seed, number, 71);
    StringBuilder tags = new StringBuilder(200);
    tags.append("{\"env\":\"").append(environment).append("\",\"app\":\"").append(application)
        .append("\",\"cost-center\":\"").append(costCenter).append('"');
    if (more > 0) {
      tags.append(",\"owner\":\"team-").append(padded(Hash.below(300, seed, number, 72), 3))
          .append("@contoso.example\"");
    }
    if (more > 1) {
      tags.append(",\"project\":\"PRJ-").append(padded(Hash.below(900, seed, number, 73), 5)).append('"');
    }
    if (more > 2) {
      tags.append(",\"data classification\":\"").append(Hash.pick(CLASSES, seed, number, 74)).append('"');
    }
    if (more > 3) {
      tags.append(",\"created-by\":\"terraform\"");
    }
    if (more > 4) {
      tags.append(",\"sla\":\"").append(Hash.pick(LEVELS, seed, number, 75)).append('"');
    }
    return tags.append('}').toString();
  }

  static String padded(int number, int width) {
    String text = Integer.toString(number);
    return text.length() >= width ? text : "0".repeat(width - text.length()) + text;
  }
}

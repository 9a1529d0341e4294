package io.plimsoll.generator.estate;

import io.plimsoll.generator.table.Axis;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One billing account and all it pays for.
 *
 * <p>Everything follows from the seed and the account's name; nothing is kept that can be made again.
 */
public final class Estate {
  private static final int PRODUCTS = 3;
  private static final Map<String, BigDecimal> RATES = Map.of(
      "USD", BigDecimal.ONE,
      "EUR", new BigDecimal("0.8552856654122477"),
      "GBP", new BigDecimal("0.7412093482031174"),
      "CHF", new BigDecimal("0.7981150032714468"),
      "AUD", new BigDecimal("1.5230917264588203"));
  private static final String[] BUSINESSES = {
    "retail", "payments", "data", "platform", "hr", "mobile", "risk", "ml", "erp", "crm"
  };
  private static final String[] SELLERS = {"Datadog, Inc.", "SendGrid", "Palo Alto Networks, Inc."};

  private final long seed;
  private final EstateSpec spec;
  private final BigDecimal rate;
  private final List<Meter> meters = new ArrayList<>();
  private final String[] subscriptionIds;
  private final int taxes;
  private final int credits;
  private final int commitments;
  private final int products;
  private final int support;
  private final int planted;

  /** An estate of this shape. */
  public Estate(EstateSpec spec) {
    this.spec = spec;
    seed = Hash.of(spec.seed(), spec.accountName().hashCode(), 1);
    rate = RATES.getOrDefault(spec.currency(), BigDecimal.valueOf(5_000 + Hash.below(10_000, seed, 0, 2), 4));
    for (int i = 0; i < Service.ALL.size() * Meter.PER_SERVICE; i++) {
      meters.add(Meter.of(spec.seed(), i, rate));
    }
    subscriptionIds = new String[spec.subscriptions()];
    for (int i = 0; i < subscriptionIds.length; i++) {
      subscriptionIds[i] = Hash.guid(seed, i, 3);
    }
    taxes = spec.resources();
    credits = taxes + spec.subscriptions();
    commitments = credits + spec.subscriptions();
    products = commitments + spec.commitments();
    support = products + PRODUCTS;
    planted = support + 1;
  }

  /** What the estate was made from. */
  public EstateSpec spec() {
    return spec;
  }

  long seed() {
    return seed;
  }

  /** Billing currency for one USD. */
  public BigDecimal rate() {
    return rate;
  }

  /** The billing account's GUID pair as Microsoft customer agreements have it. */
  public String accountId() {
    return Hash.guid(seed, 0, 5) + ':' + Hash.guid(seed, 0, 6) + "_2019-05-31";
  }

  /** The billing profile's short id. */
  public String profileId() {
    return Hash.guid(seed, 0, 7).substring(9, 23).toUpperCase(Locale.ROOT);
  }

  /** How many codes each axis has. */
  public int[] axisSizes() {
    int[] sizes = new int[Axis.COUNT];
    sizes[Axis.CONSTANT.ordinal()] = 1;
    sizes[Axis.RESOURCE.ordinal()] = 2 * resources();
    sizes[Axis.METER.ordinal()] = 2 * meters.size();
    sizes[Axis.PRICE.ordinal()] = SingleCharges.price(meters.size(), 0);
    sizes[Axis.PERIOD.ordinal()] = Calendar.CODES;
    sizes[Axis.KIND.ordinal()] = ChargeKind.values().length;
    sizes[Axis.COMMITMENT.ordinal()] = 1 + spec.commitments();
    return sizes;
  }

  private int resources() {
    return planted + spec.planted().size();
  }

  /** The code of a resource whose id is written in upper case. */
  int inUpperCase(int resource) {
    return resources() + resource;
  }

  /** Whether a code of the resource axis asks for its id in upper case. */
  public boolean isUpperCase(int code) {
    return code >= resources();
  }

  /** The code of a meter whose charge consumes nothing. */
  int notConsumed(int meter) {
    return meters.size() + meter;
  }

  /** Whether a code of the meter axis is of a charge that consumes. */
  public boolean isConsumed(int code) {
    return code < meters.size();
  }

  /** The meter behind a code of the meter axis. */
  public Meter meter(int code) {
    return meters.get(code % meters.size());
  }

  /** The cost in the billing currency of a planted change on a day; zero when it has none that day. */
  public BigDecimal plantedCost(int index, LocalDate day) {
    SingleCharge charge = SingleCharges.planted(this, index, day);
    return charge == null ? BigDecimal.ZERO : charge.billed().billing();
  }

  /** The resource of a planted change. */
  public Resource plantedResource(int index) {
    return resource(planted + index);
  }

  /** The unit price behind a code of the price axis, if it has one: on demand, reserved or planned. */
  public @Nullable Price price(int code) {
    Meter meter = meters.get(code / 3);
    if (meter.service().index() >= Service.SAVINGS_PLAN) {
      return null;
    }
    return switch (code % 3) {
      case 0 -> meter.contracted().billing();
      case 1 -> meter.reserved().billing();
      default -> meter.planned().billing();
    };
  }

  /** Whether the price axis says that nothing is billed, as a commitment covers it. */
  public boolean isCovered(int code) {
    return code % 3 != 0;
  }

  /** The commitment behind a code of the commitment axis other than 0. */
  public Commitment commitment(int code) {
    return commitment(code - 1, 1, 0);
  }

  Commitment commitment(int index, int lines, int firstLine) {
    int meter = Hash.below(Service.ALL.get(Service.VIRTUAL_MACHINES).skus().length, seed, index, 8);
    return Commitment.of(seed, index, meters.get(meter), lines, firstLine);
  }

  int product(int number) {
    return products + number % PRODUCTS;
  }

  int support() {
    return support;
  }

  int tax(int subscription) {
    return taxes + subscription;
  }

  int credit(int subscription) {
    return credits + subscription;
  }

  int commitmentResource(int index) {
    return commitments + index;
  }

  int planted(int index) {
    return planted + index;
  }

  /** The service of a regular resource; the first resource is always a virtual machine. */
  Service serviceOf(int resource) {
    return resource == 0
        ? Service.ALL.get(Service.VIRTUAL_MACHINES)
        : Service.byWeight(Hash.below(Service.TOTAL_WEIGHT, seed, resource, 61));
  }

  String environmentOf(int resource) {
    return Resource.environment(seed, resource);
  }

  private int subscriptionOf(int resource) {
    double u = Hash.unit(seed, resource, 62);
    return (int) (spec.subscriptions() * u * Math.sqrt(u));
  }

  /** The resource behind a code of the resource axis. */
  public Resource resource(int anyCode) {
    int code = anyCode % resources();
    if (code < taxes) {
      int subscription = subscriptionOf(code);
      return Resource.regular(seed, code, serviceOf(code), subscription, subscriptionIds[subscription]);
    }
    if (code < credits) {
      return bare(Service.TAX, code - taxes, null, null, "Microsoft");
    }
    if (code < commitments) {
      return bare(Service.CREDIT, code - credits, null, null, "Microsoft");
    }
    if (code < products) {
      Commitment commitment = commitment(code - commitments, 1, 0);
      int service = commitment.reservation() ? Service.VIRTUAL_MACHINES : Service.SAVINGS_PLAN;
      return bare(service, -1, commitment.id(), commitment.name(), "Microsoft");
    }
    if (code < support) {
      String seller = SELLERS[code - products];
      String name = "saas-" + seller.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-").replaceAll("-$", "");
      int subscription = (code - products) % spec.subscriptions();
      String id = Resource.id(
          Service.ALL.get(Service.MARKETPLACE), subscriptionIds[subscription], "rg-saas", name);
      return bare(Service.MARKETPLACE, subscription, id, name, seller);
    }
    return code == support
        ? bare(Service.SUPPORT, -1, null, null, "Microsoft")
        : planted(spec.planted().get(code - planted), code);
  }

  private Resource planted(PlantedChange change, int code) {
    int subscription = subscriptionOf(code);
    String id = Resource.id(
        service(change), subscriptionIds[subscription], change.resourceGroup(), change.resourceName());
    return new Resource(
        Resource.ServiceWords.of(service(change)), subscription, 0, id, change.resourceName(),
        change.resourceGroup(), "{\"env\":\"prod\",\"app\":\"" + change.application() + "\",\"cost-center\":\"CC0042\"}",
        "CC0042", "Microsoft");
  }

  static Service service(PlantedChange change) {
    return Service.ALL.stream().filter(s -> s.name().equals(change.serviceName())).findFirst().orElseThrow();
  }

  private static Resource bare(
      int service, int subscription, @Nullable String id, @Nullable String name, String publisher) {
    return new Resource(
        Resource.ServiceWords.of(Service.ALL.get(service)), subscription, -1, id, name, null, null, null, publisher);
  }

  /** The GUID of a subscription. */
  public String subscriptionId(int subscription) {
    return subscriptionIds[subscription];
  }

  /** The name of a subscription. */
  public String subscriptionName(int subscription) {
    return BUSINESSES[subscription % BUSINESSES.length] + '-'
        + Resource.ENVIRONMENTS[subscription / BUSINESSES.length % Resource.ENVIRONMENTS.length] + '-'
        + Resource.padded(subscription, 3);
  }

  /** The first day of growth; costs rise slowly from here. */
  LocalDate start() {
    return spec.start();
  }
}

package io.plimsoll.engine.columnar;

import io.plimsoll.api.export.Batch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Rows of a large tenant's month: 50,000 resources in 300 subscriptions, 31 days, in mixed order. */
final class SyntheticMonth {
  static final List<String> KEYS =
      List.of("BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodStart", "BillingPeriodEnd",
          "ChargeCategory", "ChargeClass", "ChargeFrequency", "CommitmentDiscountId", "CommitmentDiscountName",
          "CommitmentDiscountType", "CommitmentDiscountStatus", "ConsumedUnit", "InvoiceIssuerName", "PricingCategory",
          "ServiceProviderName", "RegionId", "RegionName", "ResourceId", "ResourceName", "ResourceType",
          "ServiceCategory", "ServiceName", "SubAccountId", "SubAccountName", "Tags", "x_CostCenter",
          "x_ResourceGroupName");
  private static final int RESOURCES = 50_000;
  private static final int SUBSCRIPTIONS = 300;
  private static final String[] APPS = {
    "checkout", "catalog", "search", "ledger", "fraud", "ingest",
    "identity", "billing", "portal", "reco", "warehouse", "telemetry"
  };
  private static final String[] ENVS = {"prod", "dev", "test", "stg"};

  /** Per resource, its value of each key that it settles. */
  private final String[][] settled = new String[RESOURCES][];
  private final long[] prices = new long[600];

  SyntheticMonth() {
    for (int m = 0; m < prices.length; m++) {
      prices[m] = Math.round(Math.exp(-7 + 9 * unit(m, 36)) * 1e6);
    }
    for (int r = 0; r < RESOURCES; r++) {
      settled[r] = resourceKeys(r);
    }
  }

  String subscription(int s) {
    return "/subscriptions/" + guid(s, 11);
  }

  String resource(int r) {
    return settled[r][KEYS.indexOf("ResourceId")];
  }

  Part part(BufferAllocator allocator) {
    return new Part(allocator);
  }

  private static String[] resourceKeys(int r) {
    String app = APPS[(int) (hash(r, 4) % 12)];
    String env = ENVS[(int) (hash(r, 5) % 4)];
    String region = "region" + hash(r, 3) % 10;
    int s = (int) (SUBSCRIPTIONS * Math.pow(unit(r, 2), 1.8));
    long service = (hash(r, 1) % 100) * (hash(r, 1) % 100) / 500;
    String group = "rg-" + app + "-" + env + "-" + region + "-" + hash(r, 6) % 40;
    String name = "res-" + app + "-" + env + "-" + r;
    String[] of = new String[KEYS.size()];
    of[KEYS.indexOf("ResourceName")] = name;
    of[KEYS.indexOf("ResourceType")] = "microsoft.p" + service + "/type" + service;
    of[KEYS.indexOf("ResourceId")] =
        "/subscriptions/" + guid(s, 11) + "/resourcegroups/" + group
            + "/providers/microsoft.p" + service + "/type" + service + "/" + name;
    of[KEYS.indexOf("RegionId")] = region;
    of[KEYS.indexOf("RegionName")] = "The " + region;
    of[KEYS.indexOf("ServiceName")] = "Service " + service;
    of[KEYS.indexOf("ServiceCategory")] = "Category " + service % 8;
    of[KEYS.indexOf("SubAccountId")] = "/subscriptions/" + guid(s, 11);
    of[KEYS.indexOf("SubAccountName")] = "sub-" + s;
    of[KEYS.indexOf("x_CostCenter")] = "CC" + hash(r, 8) % 220;
    of[KEYS.indexOf("x_ResourceGroupName")] = group;
    of[KEYS.indexOf("Tags")] =
        hash(r, 7) % 100 < 12
            ? null
            : "{\"env\":\"" + env + "\",\"app\":\"" + app + "\",\"cost-center\":\"CC" + hash(r, 8) % 220
                + "\",\"owner\":\"team-" + hash(r, 9) % 300 + "@contoso.example\",\"project\":\"PRJ-"
                + hash(r, 10) % 900 + "\"" + (hash(r, 11) % 2 == 0 ? ",\"created-by\":\"terraform\"" : "") + "}";
    return of;
  }

  static long hash(long i, long s) {
    long h = (i * 1597334677L + s * 747796405L) * 0x9E3779B97F4A7C15L;
    h = (h ^ h >>> 32) * 0xBF58476D1CE4E5B9L;
    return (h ^ h >>> 29) >>> 33;
  }

  private static double unit(long i, long s) {
    return hash(i, s) / (double) (1L << 31);
  }

  private static String guid(long i, long s) {
    return new UUID(hash(i, s) << 32 | hash(i, s + 1), hash(i, s + 2) << 32 | hash(i, s + 3)).toString();
  }

  /** One part with its dictionaries. */
  final class Part implements AutoCloseable {
    private final BufferAllocator allocator;
    private final Map<String, VarCharVector> dictionaries = new HashMap<>();
    private final List<Map<String, Integer>> codes = new ArrayList<>();
    /** Per resource and key, the part's code + 1 once known. */
    private final int[][] known = new int[RESOURCES][];

    private Part(BufferAllocator allocator) {
      this.allocator = allocator;
      for (String key : KEYS) {
        VarCharVector dictionary = new VarCharVector(key, allocator);
        dictionary.allocateNew();
        dictionary.setValueCount(0);
        dictionaries.put(key, dictionary);
        codes.add(new HashMap<>());
      }
    }

    Batch batch(int from, int rows) {
      int[][] out = new int[KEYS.size()][rows];
      long[][] metrics = new long[5][rows];
      TimeStampMicroVector start = new TimeStampMicroVector("ChargePeriodStart", allocator);
      start.allocateNew(rows);
      long first = LocalDate.of(2026, 10, 1).toEpochDay();
      boolean[] quantities = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        long row = from + i;
        int r = (int) (RESOURCES * Math.pow(unit(row, 101), 1.5));
        long hc = hash(row, 106) % 100;
        long hk = hash(row, 103);
        boolean committed = hc >= 88 && hc < 96;
        String category = hc < 96 ? "Usage" : hc < 98 ? "Purchase" : "Adjustment";
        start.set(i, (first + hash(row, 102) % 31) * ScalarText.MICROS_OF_DAY);
        int[] resource = resource(r);
        for (int k = 0; k < out.length; k++) {
          out[k][i] = resource[k];
        }
        set(out, i, "BillingAccountId", "/providers/Microsoft.Billing/billingAccounts/7f3c1c0e");
        set(out, i, "BillingAccountName", "Contoso Holding");
        set(out, i, "BillingCurrency", "EUR");
        set(out, i, "BillingPeriodStart", "2026-10-01");
        set(out, i, "BillingPeriodEnd", "2026-11-01");
        set(out, i, "InvoiceIssuerName", "Microsoft");
        set(out, i, "ServiceProviderName", "Microsoft");
        set(out, i, "ChargeCategory", category);
        set(out, i, "ChargeClass", category.equals("Adjustment") ? "Correction" : null);
        set(out, i, "ChargeFrequency", category.equals("Purchase") ? "Recurring" : "Usage-Based");
        set(out, i, "PricingCategory", committed ? "Committed" : hc < 88 ? "Standard" : "Other");
        String reservation = "/providers/Microsoft.Capacity/reservationOrders/" + hk % 40;
        set(out, i, "CommitmentDiscountId", committed ? reservation : null);
        set(out, i, "CommitmentDiscountName", committed ? "ri-" + hk % 40 : null);
        set(out, i, "CommitmentDiscountType", committed ? "Reservation" : null);
        set(out, i, "CommitmentDiscountStatus", committed ? "Used" : null);
        set(out, i, "ConsumedUnit", category.equals("Usage") ? "Unit " + hash(r, 1) % 6 : null);
        int meter = (int) (hash(r, 1) % 20 + 20 * ((hk % (3 + r % 10) + r % 20) % 30));
        long quantity = Math.round(Math.exp(-2 + 7 * unit(row, 104)) * 1e6);
        long discount = committed ? 62 : 85 + Math.round(15 * unit(row, 105));
        metrics[1][i] = prices[meter] * quantity * discount;
        metrics[0][i] = committed ? 0 : metrics[1][i];
        metrics[2][i] = prices[meter] * quantity;
        metrics[3][i] = prices[meter] * quantity * 93;
        metrics[4][i] = quantity;
        quantities[i] = category.equals("Usage");
      }
      start.setValueCount(rows);
      List<FieldVector> vectors = new ArrayList<>(List.of(start));
      for (int k = 0; k < out.length; k++) {
        vectors.add(codes(KEYS.get(k), out[k]));
      }
      int[] scales = {14, 14, 12, 14, 6};
      String[] names = {"BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "ConsumedQuantity"};
      for (int m = 0; m < 5; m++) {
        vectors.add(decimals(names[m], scales[m], metrics[m], m == 4 ? quantities : null));
      }
      return new Batch(new VectorSchemaRoot(vectors), Map.copyOf(dictionaries));
    }

    private int[] resource(int r) {
      if (known[r] == null) {
        int[] of = new int[KEYS.size()];
        Arrays.fill(of, -1);
        for (int k = 0; k < of.length; k++) {
          if (settled[r][k] != null) {
            of[k] = code(k, settled[r][k]);
          }
        }
        known[r] = of;
      }
      return known[r];
    }

    private void set(int[][] out, int row, String key, String value) {
      int k = KEYS.indexOf(key);
      out[k][row] = value == null ? -1 : code(k, value);
    }

    private int code(int key, String value) {
      Integer code = codes.get(key).get(value);
      if (code == null) {
        code = codes.get(key).size();
        codes.get(key).put(value, code);
        VarCharVector dictionary = dictionaries.get(KEYS.get(key));
        dictionary.setSafe(code, value.getBytes(StandardCharsets.UTF_8));
        dictionary.setValueCount(code + 1);
      }
      return code;
    }

    private IntVector codes(String key, int[] codes) {
      IntVector vector = new IntVector(key, allocator);
      vector.allocateNew(codes.length);
      for (int i = 0; i < codes.length; i++) {
        vector.set(i, codes[i]);
        if (codes[i] < 0) {
          vector.setNull(i);
          vector.getDataBuffer().setInt(i * 4L, -1);
        }
      }
      vector.setValueCount(codes.length);
      return vector;
    }

    private DecimalVector decimals(String name, int scale, long[] values, boolean[] present) {
      DecimalVector vector = new DecimalVector(name, allocator, 38, scale);
      vector.allocateNew(values.length);
      for (int i = 0; i < values.length; i++) {
        if (present == null || present[i]) {
          vector.set(i, values[i]);
        }
      }
      vector.setValueCount(values.length);
      return vector;
    }

    @Override
    public void close() {
      dictionaries.values().forEach(VarCharVector::close);
    }
  }
}

package io.plimsoll.engine.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteOrderSortTest {
  @Test
  void ordersAsBytesCompareWhateverTheyHaveInCommon() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      byte[][] values = new byte[random.nextInt(200)][];
      // Few letters, zero and negative bytes among them, so that many values begin alike or are equal.
      byte[] letters = {0, 0, 1, 'a', -1, -128};
      byte[] common = new byte[random.nextInt(20)];
      for (int i = 0; i < values.length; i++) {
        byte[] value = Arrays.copyOf(common, common.length + random.nextInt(18));
        for (int at = common.length; at < value.length; at++) {
          value[at] = letters[random.nextInt(random.nextBoolean() ? 2 : letters.length)];
        }
        values[i] = value;
      }

      assertThat(sorted(values)).as("round %d", round).isDeepEqualTo(expected(values));
    }
  }

  @Test
  void sortsResourceIdsOneOfWhichIsTheBeginningOfOthers() {
    byte[][] values =
        IntStream.range(0, 5000)
            .mapToObj(i -> "/subscriptions/11111111-2222-3333-4444-55555555555" + i % 7 + "/resourcegroups/rg-" + i * 7919 % 5000)
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);

    assertThat(sorted(values)).isDeepEqualTo(expected(values));
  }

  @Test
  void sortsManyEqualValuesWithoutADeepStack() {
    byte[][] values = IntStream.range(0, 200_000).mapToObj(i -> new byte[i % 3 * 5]).toArray(byte[][]::new);

    assertThat(sorted(values)).isDeepEqualTo(expected(values));
  }

  private static byte[][] sorted(byte[][] values) {
    return Arrays.stream(ByteOrderSort.order(values, values.length)).mapToObj(i -> values[i]).toArray(byte[][]::new);
  }

  private static byte[][] expected(byte[][] values) {
    byte[][] sorted = values.clone();
    Arrays.sort(sorted, Arrays::compareUnsigned);
    return sorted;
  }
}

package dev.quartet.localaws.s3;

/** CRC-64/NVME, the default checksum of newer AWS SDKs and the CLI; the JDK has none of 64 bits. */
final class Crc64Nvme {
  private static final long REFLECTED_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
  private static final long[] TABLE = table();

  private Crc64Nvme() {}

  static long of(byte[] bytes) {
    long crc = ~0L;
    for (byte b : bytes) {
      crc = TABLE[(int) (crc ^ b) & 0xFF] ^ (crc >>> 8);
    }
    return ~crc;
  }

  private static long[] table() {
    long[] table = new long[256];
    for (int i = 0; i < table.length; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ REFLECTED_POLYNOMIAL : crc >>> 1;
      }
      table[i] = crc;
    }
    return table;
  }
}

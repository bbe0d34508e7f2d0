// Scans of int8 rows for x86-64 processors, compiled by the linker's compiler when the server is published: the native AOT compiler
// assumes one processor for the whole program, this file is asked at start what the processor has. Every kernel, and the C# one beside
// them, gives the same bits: sums are integers, and the few roundings of float32 come in the same order (compile with
// -ffp-contract=off). Int8Kernels.cs declares the entries.
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    int32_t row;
    float score;
} hit;

// What is asked of a block of rows. A score is sum * (scale * unit); a candidate's is score * factor + addend where there are addends.
typedef struct {
    const int8_t* rows; // n x d, d a multiple of 32, at most 512
    const float* scales; // n
    const int16_t* query; // d, in -32767...32767
    const float* addends; // n, or null
    float* scores; // n, or null where candidates are wanted
    hit* hits; // room for n candidates: rows that are not at most the threshold
    int64_t n, d;
    float unit, factor, threshold;
} scan;

enum { AVX2 = 1, AVX_VNNI = 2, AVX512_VNNI = 3, LONGEST = 512, AHEAD = 4096 };

#define TARGET_AVX2 __attribute__((target("avx2,popcnt")))
#define TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,popcnt")))
#define INLINE static inline __attribute__((always_inline))
#if (defined(__clang__) && __clang_major__ >= 12) || (!defined(__clang__) && __GNUC__ >= 11)
#define HAS_AVX_VNNI 1
#define TARGET_VNNI __attribute__((target("avx2,avxvnni,popcnt")))
#endif

// The query for dpbusd, which multiplies unsigned by signed bytes: query = 256 * high + low. The rows' signs are flipped for the high
// part, which adds 128 * sum(high) to every sum before it is shifted: bias takes that away. Overflows cancel, as all is modulo 2^32.
typedef struct {
    uint8_t low[LONGEST + 64];
    int8_t high[LONGEST + 64];
    int32_t bias;
} halves;

static void split(const scan* s, halves* h) {
    int32_t sum = 0;
    for (int64_t i = 0; i < s->d; i++) {
        h->low[i] = (uint8_t)(s->query[i] & 255);
        h->high[i] = (int8_t)(s->query[i] >> 8);
        sum += h->high[i];
    }
    for (int64_t i = s->d; i < s->d + 64; i++) h->low[i] = 0, h->high[i] = 0;
    h->bias = -32768 * sum;
}

// Rows that will be wanted soon. The processor's own look-ahead ends at a page; asking for what lies behind the last row does no harm.
INLINE void fetch(const int8_t* row, int64_t bytes) {
    for (int64_t i = 0; i < bytes; i += 64) _mm_prefetch((const char*)row + AHEAD + i, _MM_HINT_T0);
}

// ---- one row at a time: what is left of a block ----

INLINE int64_t one(const scan* s, int64_t from, int64_t found, int64_t d) {
    for (int64_t r = from; r < s->n; r++) {
        const int8_t* row = s->rows + r * d;
        int32_t sum = 0;
        for (int64_t i = 0; i < d; i++) sum += row[i] * s->query[i];
        float score = (float)sum * (s->scales[r] * s->unit);
        if (s->scores) {
            s->scores[r] = score;
            continue;
        }
        if (s->addends) score = score * s->factor + s->addends[r];
        if (!(score <= s->threshold)) s->hits[found++] = (hit){(int32_t)r, score};
    }
    return found;
}

// ---- 16 rows at a time in 512 bits ----

TARGET_AVX512 INLINE __m512i row512(const int8_t* row, const halves* h, int64_t d) {
    const __m512i sign = _mm512_set1_epi8((char)0x80);
    __m512i sums = _mm512_setzero_si512(), values;
    int64_t i = 0;
    for (; i + 64 <= d; i += 64) {
        values = _mm512_loadu_si512(row + i);
        sums = _mm512_dpbusd_epi32(sums, _mm512_xor_si512(values, sign), _mm512_loadu_si512(h->high + i));
    }
    if (i < d) {
        values = _mm512_castsi256_si512(_mm256_loadu_si256((const void*)(row + i)));
        sums = _mm512_dpbusd_epi32(sums, _mm512_xor_si512(values, sign), _mm512_loadu_si512(h->high + i));
    }
    sums = _mm512_slli_epi32(sums, 8);
    for (i = 0; i + 64 <= d; i += 64)
        sums = _mm512_dpbusd_epi32(sums, _mm512_loadu_si512(h->low + i), _mm512_loadu_si512(row + i));
    if (i < d) {
        values = _mm512_castsi256_si512(_mm256_loadu_si256((const void*)(row + i)));
        sums = _mm512_dpbusd_epi32(sums, _mm512_loadu_si512(h->low + i), values);
    }
    return sums;
}

// The sums of four rows within each 128 bits.
TARGET_AVX512 INLINE __m512i four512(const int8_t* row, const halves* h, int64_t d) {
    __m512i a = row512(row, h, d), b = row512(row + d, h, d), c = row512(row + 2 * d, h, d), e = row512(row + 3 * d, h, d);
    __m512i ab = _mm512_add_epi32(_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
    __m512i ce = _mm512_add_epi32(_mm512_unpacklo_epi32(c, e), _mm512_unpackhi_epi32(c, e));
    return _mm512_add_epi32(_mm512_unpacklo_epi64(ab, ce), _mm512_unpackhi_epi64(ab, ce));
}

TARGET_AVX512 INLINE __m512i halve512(__m512i a, __m512i b) {
    return _mm512_add_epi32(_mm512_shuffle_i32x4(a, b, 0x88), _mm512_shuffle_i32x4(a, b, 0xdd));
}

TARGET_AVX512 INLINE int64_t all512(const scan* s, const halves* h, int64_t d) {
    const __m512i bias = _mm512_set1_epi32(h->bias);
    const __m512 unit = _mm512_set1_ps(s->unit), factor = _mm512_set1_ps(s->factor), threshold = _mm512_set1_ps(s->threshold);
    int64_t found = 0, r = 0;
    for (; r + 16 <= s->n; r += 16) {
        const int8_t* row = s->rows + r * d;
        fetch(row, 16 * d);
        __m512i left = halve512(four512(row, h, d), four512(row + 4 * d, h, d));
        __m512i right = halve512(four512(row + 8 * d, h, d), four512(row + 12 * d, h, d));
        __m512i sums = _mm512_add_epi32(halve512(left, right), bias);
        __m512 score = _mm512_mul_ps(_mm512_cvtepi32_ps(sums), _mm512_mul_ps(_mm512_loadu_ps(s->scales + r), unit));
        if (s->scores) {
            _mm512_storeu_ps(s->scores + r, score);
            continue;
        }
        if (s->addends) score = _mm512_add_ps(_mm512_mul_ps(score, factor), _mm512_loadu_ps(s->addends + r));
        uint32_t above = _mm512_cmp_ps_mask(score, threshold, _CMP_NLE_UQ);
        if (!above) continue;
        float values[16];
        _mm512_storeu_ps(values, score);
        for (; above; above &= above - 1) {
            int i = __builtin_ctz(above);
            s->hits[found++] = (hit){(int32_t)(r + i), values[i]};
        }
    }
    return one(s, r, found, d);
}

TARGET_AVX512 static int64_t avx512_vnni(const scan* s) {
    halves h;
    split(s, &h);
    return s->d == 64 ? all512(s, &h, 64) : s->d == 128 ? all512(s, &h, 128) : all512(s, &h, s->d);
}

// ---- 8 rows at a time in 256 bits, by either way to a row's sums ----

// What follows a row's sums is the same text for both, compiled for each target.
#define SCAN256(NAME, TARGET, QUERY, ROW)                                                                                              \
    TARGET INLINE __m256i NAME##_four(const int8_t* row, const QUERY* q, int64_t d) {                                                  \
        __m256i a = ROW(row, q, d), b = ROW(row + d, q, d), c = ROW(row + 2 * d, q, d), e = ROW(row + 3 * d, q, d);                    \
        __m256i ab = _mm256_add_epi32(_mm256_unpacklo_epi32(a, b), _mm256_unpackhi_epi32(a, b));                                       \
        __m256i ce = _mm256_add_epi32(_mm256_unpacklo_epi32(c, e), _mm256_unpackhi_epi32(c, e));                                       \
        return _mm256_add_epi32(_mm256_unpacklo_epi64(ab, ce), _mm256_unpackhi_epi64(ab, ce));                                         \
    }                                                                                                                                  \
    TARGET INLINE int64_t NAME##_all(const scan* s, const QUERY* q, int32_t offset, int64_t d) {                                       \
        const __m256i bias = _mm256_set1_epi32(offset);                                                                                \
        const __m256 unit = _mm256_set1_ps(s->unit), factor = _mm256_set1_ps(s->factor), threshold = _mm256_set1_ps(s->threshold);     \
        int64_t found = 0, r = 0;                                                                                                      \
        for (; r + 8 <= s->n; r += 8) {                                                                                                \
            const int8_t* row = s->rows + r * d;                                                                                       \
            fetch(row, 8 * d);                                                                                                         \
            __m256i left = NAME##_four(row, q, d), right = NAME##_four(row + 4 * d, q, d);                                             \
            __m256i sums = _mm256_add_epi32(                                                                                           \
                _mm256_permute2x128_si256(left, right, 0x20), _mm256_permute2x128_si256(left, right, 0x31));                           \
            sums = _mm256_add_epi32(sums, bias);                                                                                       \
            __m256 score = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), _mm256_mul_ps(_mm256_loadu_ps(s->scales + r), unit));               \
            if (s->scores) {                                                                                                           \
                _mm256_storeu_ps(s->scores + r, score);                                                                                \
                continue;                                                                                                              \
            }                                                                                                                          \
            if (s->addends) score = _mm256_add_ps(_mm256_mul_ps(score, factor), _mm256_loadu_ps(s->addends + r));                      \
            uint32_t above = (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(score, threshold, _CMP_NLE_UQ));                               \
            if (!above) continue;                                                                                                      \
            float values[8];                                                                                                           \
            _mm256_storeu_ps(values, score);                                                                                           \
            for (; above; above &= above - 1) {                                                                                        \
                int i = __builtin_ctz(above);                                                                                          \
                s->hits[found++] = (hit){(int32_t)(r + i), values[i]};                                                                 \
            }                                                                                                                          \
        }                                                                                                                              \
        return one(s, r, found, d);                                                                                                    \
    }

TARGET_AVX2 INLINE __m256i words256(const int8_t* row, const int16_t* query, int64_t d) {
    __m256i sums = _mm256_setzero_si256();
    for (int64_t i = 0; i < d; i += 16) {
        __m256i values = _mm256_cvtepi8_epi16(_mm_loadu_si128((const void*)(row + i)));
        sums = _mm256_add_epi32(sums, _mm256_madd_epi16(values, _mm256_loadu_si256((const void*)(query + i))));
    }
    return sums;
}

SCAN256(avx2, TARGET_AVX2, int16_t, words256)

TARGET_AVX2 static int64_t avx2(const scan* s) {
    return s->d == 64 ? avx2_all(s, s->query, 0, 64)
        : s->d == 128 ? avx2_all(s, s->query, 0, 128)
                      : avx2_all(s, s->query, 0, s->d);
}

#ifdef HAS_AVX_VNNI
TARGET_VNNI INLINE __m256i bytes256(const int8_t* row, const halves* h, int64_t d) {
    const __m256i sign = _mm256_set1_epi8((char)0x80);
    __m256i sums = _mm256_setzero_si256();
    for (int64_t i = 0; i < d; i += 32) {
        __m256i values = _mm256_xor_si256(_mm256_loadu_si256((const void*)(row + i)), sign);
        sums = _mm256_dpbusd_avx_epi32(sums, values, _mm256_loadu_si256((const void*)(h->high + i)));
    }
    sums = _mm256_slli_epi32(sums, 8);
    for (int64_t i = 0; i < d; i += 32) {
        __m256i low = _mm256_loadu_si256((const void*)(h->low + i));
        sums = _mm256_dpbusd_avx_epi32(sums, low, _mm256_loadu_si256((const void*)(row + i)));
    }
    return sums;
}

SCAN256(vnni, TARGET_VNNI, halves, bytes256)

TARGET_VNNI static int64_t avx_vnni(const scan* s) {
    halves h;
    split(s, &h);
    return s->d == 64 ? vnni_all(s, &h, h.bias, 64) : s->d == 128 ? vnni_all(s, &h, h.bias, 128) : vnni_all(s, &h, h.bias, s->d);
}
#endif

// ---- entries ----

// Whether this processor, under this operating system, runs a kernel.
int32_t recsys_kernel_runs(int32_t kernel) {
    __builtin_cpu_init();
    switch (kernel) {
    case AVX2:
        return __builtin_cpu_supports("avx2") != 0;
#ifdef HAS_AVX_VNNI
    case AVX_VNNI:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avxvnni");
#endif
    case AVX512_VNNI:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni");
    default:
        return 0;
    }
}

// Scores of all rows, or candidates and their number.
int64_t recsys_kernel_scan(int32_t kernel, const scan* s) {
    switch (kernel) {
    case AVX2:
        return avx2(s);
#ifdef HAS_AVX_VNNI
    case AVX_VNNI:
        return avx_vnni(s);
#endif
    case AVX512_VNNI:
        return avx512_vnni(s);
    default:
        return -1;
    }
}

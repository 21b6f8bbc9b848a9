/* Reads one workload and how long to measure, calls each subject in rounds as the bench's timer does, and prints a line for each:
   name, value, derivatives, and the milliseconds of a call, sample by sample, for each round; tabs between fields. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  char name[64];
  long n, parameters, numbers;
  double *p, *d;
  int rounds;
  double round, warmup; /* milliseconds */
} Task;

/* Shorter calls are measured in batches that take this long, in milliseconds. */
#define SHORTEST_SAMPLE 0.1

static double *read_numbers(long *count) {
  double *numbers;
  if (scanf("%ld", count) != 1) exit(2);
  numbers = (double *)calloc((size_t)*count + 1, sizeof(double));
  for (long i = 0; i < *count; i++)
    if (scanf("%lf", numbers + i) != 1) exit(2);
  return numbers;
}

static Task read_task(void) {
  Task task;
  if (scanf("%63s %ld %d %lf %lf", task.name, &task.n, &task.rounds, &task.round, &task.warmup) != 5) exit(2);
  task.p = read_numbers(&task.parameters);
  task.d = read_numbers(&task.numbers);
  return task;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

typedef double Subject(const Task *task, double *g);

static volatile double sink;

/* g: null where there are no derivatives. */
static void measure(const char *name, const Task *task, Subject *run, double *g) {
  double end = now() + task->warmup, fastest = 1e9;
  do {
    double start = now(), took;
    sink = run(task, g);
    took = now() - start;
    fastest = took < fastest ? took : fastest;
  } while (now() < end);
  long batch = 1 + (long)(SHORTEST_SAMPLE / (fastest > 1e-6 ? fastest : 1e-6));
  printf("%s\t%.17g\t", name, run(task, g));
  for (long i = 0; g && i < task->parameters; i++) printf(i ? " %.17g" : "%.17g", g[i]);
  for (int round = 0; round < task->rounds; round++) {
    double stop = now() + task->round;
    const char *before = "\t";
    do {
      double start = now();
      for (long i = 0; i < batch; i++) sink = run(task, g);
      printf("%s%.9g", before, (now() - start) / (double)batch);
      before = " ";
    } while (now() < stop);
  }
  printf("\n");
}

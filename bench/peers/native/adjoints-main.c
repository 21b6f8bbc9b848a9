/* Measures a workload's primal and hand-written adjoint. */
#include "adjoints.h"
#include "driver.h"

double *residuals;

#define KERNEL(name) {#name, name##_primal, name##_gradient},
static const Kernel kernels[] = {
    KERNEL(logistic) KERNEL(lotkaVolterra) KERNEL(lotkaVolterraRk4) KERNEL(pendulum) KERNEL(pendulumRk4) KERNEL(logSumExp)
        KERNEL(mixture) KERNEL(hiddenMarkov) KERNEL(lstm) KERNEL(leastSquares) KERNEL(ode) KERNEL(determinant) KERNEL(listFold)
            KERNEL(tree) KERNEL(dispatch) KERNEL(particle)};

static const Kernel *kernel;

static double primal(const Task *task, double *g) {
  (void)g;
  return kernel->primal(task->n, task->p, task->d);
}

static double gradient(const Task *task, double *g) { return kernel->gradient(task->n, task->p, task->d, g); }

int main(void) {
  Task task = read_task();
  double *g = calloc((size_t)task.parameters + 1, sizeof(double));
  residuals = malloc(16u << 20);
  for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
    if (strcmp(kernels[i].name, task.name) == 0) kernel = kernels + i;
  if (!kernel) return 3;
  memset(residuals, 0, 16u << 20);
  measure("primal", &task, primal, 0);
  measure("gradient", &task, gradient, g);
  return 0;
}

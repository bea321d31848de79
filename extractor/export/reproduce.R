# Fits the estimates of pooled.csv again with metafor, from the numbers in escalc.csv, and says OK or DIFFERS.
#
#   Rscript reproduce.R          in the folder of the three files; needs install.packages(c("metafor", "lme4"))
#
# The models: proportions by a logistic model with a random intercept (maximum likelihood, adaptive quadrature);
# everything else by inverse variance, REML, with Hartung and Knapp's interval guarded ad hoc from three studies on.
# Prediction intervals have k - 1 degrees of freedom. The last line counts; the status is 1 when anything differs.

suppressPackageStartupMessages(library(metafor))

TOLERANCE <- 5e-4 # of the number itself: three digits agree
WIDE <- 25 # of tau2 on the log odds: nearly all in some studies and nearly none in others

read <- function(name) {
  read.csv(name, stringsAsFactors = FALSE, na.strings = "", encoding = "UTF-8", check.names = FALSE)
}

data <- read("escalc.csv")
ours <- read("pooled.csv")

cloglog <- function(p) log(-log(p))
uncloglog <- function(y) exp(-exp(y))
same <- function(x) x

# of each way of pooling: the scale of the model, and the way back
scales <- list(
  ratios = list(there = log, back = exp),
  rates = list(there = cloglog, back = uncloglog),
  differences = list(there = same, back = same),
  means = list(there = same, back = same),
  two_arm = list(there = log, back = exp),
  proportions = list(there = qlogis, back = plogis)
)

# a standard error on the scale of the model, from a printed interval of whatever level
error <- function(x, there) {
  abs(there(x$high) - there(x$low)) / (2 * qnorm(0.5 + x$level / 2))
}

fitted_again <- function(x, fit) {
  test <- if (nrow(x) >= 3) "adhoc" else "z"
  if (fit == "proportions") {
    # as many points as lme4 takes: with the 7 it takes unasked, studies that differ much come out wrong
    return(rma.glmm(measure = "PLO", xi = x$xi, ni = x$ni, nAGQ = 100))
  }
  if (fit == "two_arm") {
    return(rma(measure = "OR", ai = x$ai, bi = x$bi, ci = x$ci, di = x$di, drop00 = TRUE, method = "REML", test = test))
  }
  if (fit == "means") {
    return(rma(yi = x$mi, sei = x$sei, method = "REML", test = test))
  }
  there <- scales[[fit]]$there
  rma(yi = there(x$estimate), sei = error(x, there), method = "REML", test = test)
}

# point, interval and prediction interval on the scale of the papers, the lower end first
estimates <- function(model, back, k) {
  middle <- as.numeric(model$beta)
  far <- if (k >= 3) qt(0.975, k - 1) * sqrt(model$tau2 + model$se^2) else NA
  interval <- sort(back(c(model$ci.lb, model$ci.ub)))
  prediction <- if (is.na(far)) c(NA, NA) else sort(back(c(middle - far, middle + far)))
  c(back(middle), interval, prediction)
}

alike <- function(a, b) {
  both <- !is.na(a) & !is.na(b)
  all(abs(a[both] - b[both]) <= TOLERANCE * pmax(abs(a[both]), abs(b[both]), 1e-3))
}

shown <- function(x) paste(ifelse(is.na(x), "-", formatC(x, digits = 4, format = "g")), collapse = " ")

verdicts <- character(0)
for (i in seq_len(nrow(ours))) {
  it <- ours[i, ]
  x <- data[data$set == it$set & data$fit == it$fit & data$pooled == "yes", ]
  said <- c(it$point, it$low, it$high, it$prediction_low, it$prediction_high)
  note <- ""
  if (grepl("Wilson interval of the sum", it$method, fixed = TRUE)) {
    # all or none everywhere: no model has an estimate, and metafor says so too
    p <- sum(x$xi) / sum(x$ni)
    z <- qnorm(0.975)
    n <- sum(x$ni)
    middle <- (p + z^2 / (2 * n)) / (1 + z^2 / n)
    half <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
    theirs <- c(p, middle - half, middle + half, NA, NA)
    note <- " (Wilson, by hand)"
  } else {
    model <- tryCatch(suppressWarnings(fitted_again(x, it$fit)), error = function(e) e)
    theirs <- if (inherits(model, "error")) rep(NA_real_, 5) else estimates(model, scales[[it$fit]]$back, it$k)
    if (!is.na(it$tau2) && it$tau2 > WIDE) note <- " (the studies differ so much that 100 points are too few)"
    if (inherits(model, "error")) note <- paste0(" (", conditionMessage(model), ")")
  }
  verdict <- if (all(is.na(theirs))) "NO FIT" else if (alike(said, theirs)) "OK" else "DIFFERS"
  verdicts <- c(verdicts, verdict)
  name <- paste0(it$outcome, if (!is.na(it$measured)) paste0(", ", it$measured) else "", " [", it$fit, ", k = ", it$k, "]")
  cat(sprintf("%-8s%s\n        ours    %s\n        metafor %s%s\n", verdict, name, shown(said), shown(theirs), note))
}

cat(sprintf(
  "%d estimates: %d OK, %d DIFFERS, %d NO FIT (point, interval, prediction interval; metafor %s)\n",
  length(verdicts), sum(verdicts == "OK"), sum(verdicts == "DIFFERS"), sum(verdicts == "NO FIT"),
  as.character(packageVersion("metafor"))
))
quit(status = if (all(verdicts == "OK")) 0 else 1)

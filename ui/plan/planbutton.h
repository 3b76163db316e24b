// SPDX-License-Identifier: MIT
#pragma once

#include <QToolButton>

#include <vector>

namespace spectap {

/// A tracking plan as the window shows it.
struct PlanShown
{
    QString name; ///< empty: it could never be read
    QString file;
    QString version;
    QString problem; ///< why its file cannot be read now; empty: it can
};

/// Which tracking plans calls are checked against; with the ways to load, reload and drop them.
class PlanButton final : public QToolButton
{
    Q_OBJECT

public:
    explicit PlanButton(QWidget *parent = nullptr);

    void setPlans(std::vector<PlanShown> plans);

signals:
    void loadRequested();
    void reloadRequested();
    /// Just these from now on.
    void filesRequested(const QStringList &files);

private:
    void fillMenu();
    void describe();
    [[nodiscard]] QStringList filesWithout(const QString &file) const;

    std::vector<PlanShown> m_plans;
};

} // namespace spectap

// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/imports/importsink.h"

#include <QDialog>

class QTableWidget;

namespace spectap {

/// What an import could not read: where, and why. Can be copied whole.
class ImportProblemsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `problems` are the first ones of `count`, in `name`.
    ImportProblemsDialog(const QString &name, const std::vector<ImportProblem> &problems, quint64 count,
        QWidget *parent = nullptr);

private:
    void copy() const;

    QTableWidget *m_table;
};

} // namespace spectap

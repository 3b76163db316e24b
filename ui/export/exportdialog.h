// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exporter.h"

#include <QDialog>

#include <memory>

namespace Ui {
class ExportDialog;
}

namespace spectap {

class ExportWorker;

/// What there is to export, as it was when the dialog opened: counts in the file equal counts on screen.
struct ExportOffer
{
    QString sessionPath;
    QString sessionName;
    QString folder;
    quint32 all = 0;               ///< calls 1…all
    std::vector<quint32> filtered; ///< ascending; only offered when `isFiltered`
    bool isFiltered = false;
    std::vector<quint32> selected; ///< ascending
};

/// Asks for format, calls and file, and writes on a worker. Not modal: capturing goes on.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(ExportOffer offer, QWidget *parent = nullptr);
    ~ExportDialog() override;

    void reject() override;

signals:
    void exported(const QString &path, quint32 calls);

private:
    void startExport();
    void choose();
    void setBusy(bool busy);
    void showFormat();
    [[nodiscard]] ExportFormat format() const;
    [[nodiscard]] std::vector<quint32> chosenSeqs() const;

    ExportOffer m_offer;
    std::unique_ptr<Ui::ExportDialog> m_ui;
    std::unique_ptr<ExportWorker> m_worker;
};

} // namespace spectap

// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exporter.h"

#include <QDialog>
#include <QTimer>

#include <memory>

namespace Ui {
class ExportDialog;
}

namespace spectap {

class ExportPreviewer;
class Settings;
class ShareSafePanel;
class ExportWorker;
struct ExportPreview;

/// What there is to export, as it was when the dialog opened: counts in the file equal counts on screen.
struct ExportOffer
{
    QString sessionPath;
    QString sessionName;
    QString folder;
    quint32 all = 0;               ///< calls 1…all
    std::vector<quint32> filtered; ///< ascending; only offered when `isFiltered`
    bool isFiltered = false;
    std::vector<quint32> selected;          ///< ascending
    std::shared_ptr<const Checker> checker; ///< what tells of the fields in a report
};

/// Asks for format, calls, columns and file, shows how the file begins, and writes it on a worker. Not modal:
/// capturing goes on.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `settings` remember what makes an export share-safe; null: nothing does.
    explicit ExportDialog(ExportOffer offer, Settings *settings, QWidget *parent = nullptr);
    ~ExportDialog() override;

    void reject() override;

signals:
    void exported(const QString &path, quint32 calls);

private:
    void startExport();
    void write();
    void setShareSafe(bool on);
    void choose();
    void setBusy(bool busy);
    void showFormat();
    void showNote();
    void askForPreview();
    void showPreview(const ExportPreview &preview);
    void listColumns(const std::vector<QByteArray> &columns);
    void checkReady();
    [[nodiscard]] bool picksColumns() const;
    /// What a share-safe export must know of the session.
    [[nodiscard]] bool isKnown() const;
    [[nodiscard]] ExportFormat format() const;
    [[nodiscard]] ExportJob job() const;

    ExportOffer m_offer;
    std::unique_ptr<Ui::ExportDialog> m_ui;
    std::unique_ptr<ExportWorker> m_worker;
    std::unique_ptr<ExportPreviewer> m_previewer;
    ShareSafePanel *m_shareSafe;
    bool m_writesNext = false; ///< once the preview has let go of what both use
    QTimer m_previewDelay;     ///< several changes at once are one
};

} // namespace spectap

// SPDX-License-Identifier: MIT
#include "ui/export/exportdialog.h"

#include "ui/export/exportworker.h"
#include "ui/export/ui_exportdialog.h"
#include "ui/numbers.h"
#include "ui/theme/tokens.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <numeric>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

struct Format
{
    ExportFormat format;
    QString name;
    QString note;
    QString suffix;
};

QList<Format> formats()
{
    return {
        {ExportFormat::Ndjson, ExportDialog::tr("NDJSON"),
            ExportDialog::tr("One call per line, its bytes exactly as received."), u"ndjson"_s},
        {ExportFormat::Json, ExportDialog::tr("JSON"),
            ExportDialog::tr("Calls with their requests and findings, and refused requests."), u"json"_s},
        {ExportFormat::Csv, ExportDialog::tr("CSV"),
            ExportDialog::tr("A table of the calls for a spreadsheet."), u"csv"_s},
    };
}

} // namespace

ExportDialog::ExportDialog(ExportOffer offer, QWidget *parent)
    : QDialog(parent)
    , m_offer(std::move(offer))
    , m_ui(std::make_unique<Ui::ExportDialog>())
    , m_worker(std::make_unique<ExportWorker>())
{
    m_ui->setupUi(this);
    for (const Format &format : formats())
        m_ui->formatBox->addItem(format.name, static_cast<int>(format.format));
    m_ui->allButton->setText(tr("&All calls (%1)").arg(countText(m_offer.all)));
    m_ui->filteredButton->setText(
        tr("Calls that match the &filter (%1)").arg(countText(qint64(m_offer.filtered.size()))));
    m_ui->filteredButton->setVisible(m_offer.isFiltered);
    m_ui->selectedButton->setText(tr("&Selected calls (%1)").arg(countText(qint64(m_offer.selected.size()))));
    m_ui->selectedButton->setVisible(!m_offer.selected.empty());
    (m_offer.isFiltered ? m_ui->filteredButton : m_ui->allButton)->setChecked(true);
    const QString folder = m_offer.folder.isEmpty() ? QDir::homePath() : m_offer.folder;
    m_ui->fileEdit->setText(QDir::toNativeSeparators(folder + u'/' + m_offer.sessionName));
    m_ui->progressBar->hide();
    m_ui->messageLabel->hide();
    setBusy(false);
    showFormat();

    connect(m_ui->formatBox, &QComboBox::currentIndexChanged, this, &ExportDialog::showFormat);
    connect(m_ui->chooseButton, &QPushButton::clicked, this, &ExportDialog::choose);
    connect(m_ui->exportButton, &QPushButton::clicked, this, &ExportDialog::startExport);
    connect(m_ui->closeButton, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(m_ui->fileEdit, &QLineEdit::textChanged, this,
        [this](const QString &text) { m_ui->exportButton->setEnabled(!text.trimmed().isEmpty()); });

    connect(m_worker.get(), &ExportWorker::progressed, this, [this](quint32 done, quint32 total) {
        m_ui->progressBar->setRange(0, int(total));
        m_ui->progressBar->setValue(int(done));
    });
    connect(m_worker.get(), &ExportWorker::finished, this, [this](quint32 written) {
        setBusy(false);
        emit exported(m_ui->fileEdit->text(), written);
        accept();
    });
    connect(m_worker.get(), &ExportWorker::cancelled, this, [this] {
        setBusy(false);
        m_ui->messageLabel->setText(tr("Cancelled. No file was written."));
        m_ui->messageLabel->show();
    });
    connect(m_worker.get(), &ExportWorker::failed, this, [this](const QString &reason) {
        setBusy(false);
        m_ui->messageLabel->setText(reason);
        m_ui->messageLabel->show();
    });
}

ExportDialog::~ExportDialog() = default;

ExportFormat ExportDialog::format() const
{
    return static_cast<ExportFormat>(m_ui->formatBox->currentData().toInt());
}

std::vector<quint32> ExportDialog::chosenSeqs() const
{
    if (m_ui->filteredButton->isChecked())
        return m_offer.filtered;
    if (m_ui->selectedButton->isChecked())
        return m_offer.selected;
    // Named one by one, or calls that arrived since the dialog opened would be written too.
    std::vector<quint32> seqs(m_offer.all);
    std::iota(seqs.begin(), seqs.end(), 1U);
    return seqs;
}

void ExportDialog::showFormat()
{
    for (const Format &candidate : formats()) {
        if (candidate.format != format())
            continue;
        m_ui->formatNote->setText(candidate.note);
        const QFileInfo file(m_ui->fileEdit->text());
        m_ui->fileEdit->setText(
            QDir::toNativeSeparators(file.path() + u'/' + file.completeBaseName() + u'.' + candidate.suffix));
    }
}

void ExportDialog::choose()
{
    QString filter;
    for (const Format &candidate : formats()) {
        if (candidate.format == format())
            filter = u"%1 (*.%2)"_s.arg(candidate.name, candidate.suffix);
    }
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export calls"), m_ui->fileEdit->text(), filter, nullptr,
            QFileDialog::DontConfirmOverwrite); // asked when the export starts, whatever way the name came
    if (!path.isEmpty())
        m_ui->fileEdit->setText(QDir::toNativeSeparators(path));
}

void ExportDialog::startExport()
{
    const QString path = QDir::fromNativeSeparators(m_ui->fileEdit->text().trimmed());
    if (path.isEmpty())
        return;
    if (QFileInfo(path) == QFileInfo(m_offer.sessionPath)) {
        m_ui->messageLabel->setText(tr("That is the session itself. Choose another name."));
        m_ui->messageLabel->show();
        return;
    }
    if (QFileInfo::exists(path) && m_ui->exportButton->property("replaces").toString() != path) {
        // The second click is the confirmation: no dialog over a dialog.
        m_ui->exportButton->setProperty("replaces", path);
        m_ui->exportButton->setText(tr("&Replace"));
        m_ui->messageLabel->setText(
            tr("%1 exists. Replace it, or choose another name.").arg(QFileInfo(path).fileName()));
        m_ui->messageLabel->show();
        return;
    }
    setBusy(true);
    m_worker->start(m_offer.sessionPath, path, format(), chosenSeqs());
}

void ExportDialog::setBusy(bool busy)
{
    m_ui->messageLabel->hide();
    m_ui->progressBar->setVisible(busy);
    for (QWidget *input :
        std::initializer_list<QWidget *>{m_ui->formatBox, m_ui->allButton, m_ui->filteredButton,
            m_ui->selectedButton, m_ui->fileEdit, m_ui->chooseButton, m_ui->exportButton})
        input->setEnabled(!busy);
    m_ui->exportButton->setText(tr("&Export"));
    m_ui->exportButton->setProperty("replaces", {});
    m_ui->closeButton->setText(tr("Cancel"));
}

void ExportDialog::reject()
{
    if (m_worker->isRunning())
        m_worker->cancel();
    else
        QDialog::reject();
}

} // namespace spectap
